"""Numbers in a text, in digits and in words: "twenty-five" and 25 are one."""

import re

_UNITS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
}
_TENS = {word: 20 + 10 * at for at, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
_SMALL = frozenset({"0", "1", "2", "3"})
"""Numbers that language needs without counting: "the two of them", "one of these"."""


def numbers_in(text: str) -> set[str]:
    """Return the numbers of a text as digits, but for the smallest, which are words like others."""
    digits = {number.replace(",", "") for number in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text)}
    words = re.findall(r"[a-z]+", text.lower())
    spoken: set[str] = set()
    for at, word in enumerate(words):
        if word in _TENS:
            following = _UNITS.get(words[at + 1], 0) if at + 1 < len(words) else 0
            spoken.add(str(_TENS[word] + (following if following < 10 else 0)))
        elif word in _UNITS and (at == 0 or words[at - 1] not in _TENS):
            spoken.add(str(_UNITS[word]))
    return (digits | spoken) - _SMALL
