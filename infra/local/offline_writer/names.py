"""Write a phrase in small letters, except for the names in it."""

import re

_NAMES = {
    name.lower(): name
    for name in (
        "Pythagorean Pythagoras Newton Newton's Newtonian Einstein Einstein's Darwin Darwin's Mendel Mendel's"
        " Ohm's Hooke's Kepler Kepler's Galileo Archimedes Euclid Euclidean Fibonacci Pascal's Boyle's Faraday"
        " Faraday's Curie Edison Bohr Earth Earth's Mars Venus Jupiter Saturn Uranus Neptune Pluto Europe European"
        " Africa African Asia Asian America American Americas Australia Antarctica Arctic Egypt Egyptian Rome"
        " Roman Greece Greek China Chinese India Indian Japan France French Spain Spanish Germany German Britain"
        " British England English Mexico Canada Russia Mesopotamia Lincoln Washington Napoleon Shakespeare"
        " Columbus Gandhi Maya Aztec Inca Viking Vikings Pacific Atlantic Python Java JavaScript Everest Amazon"
        " Sahara Monday Christmas DNA RNA ATP HTML CSS AI LED pH USA US UK I NASA CPU GPU WWII GPS"
    ).split()
}
_KNOWN_PHRASES = (
    "Civil War, World War, Industrial Revolution, Milky Way, Big Bang, United States, Great Wall, New York, Cold War,"
    " Bill of Rights, Supreme Court, French Revolution, American Revolution"
).split(", ")
_SIGNS = ",;:()."
_AMBIGUOUS = frozenset({"us", "ai", "pascal's"})
"""Names that are also ordinary words: they need their capitals in the question."""


def restore_names(phrase: str, starts_a_sentence: bool = True) -> str:
    """Return the phrase in small letters, except for known names and capitals that stand within a sentence."""
    words = phrase.split()
    in_title_case = len(words) > 2 and all(word[:1].isupper() for word in words if len(word) > 3)
    written = [
        _word(word, trust=not in_title_case and (index > 0 or not starts_a_sentence))
        for index, word in enumerate(words)
    ]
    text = " ".join(written)
    for name in _KNOWN_PHRASES:
        text = re.sub(rf"\b{name}\b", name, text, flags=re.IGNORECASE)
    return text


def is_name(word: str) -> bool:
    """Tell whether a word is a known name."""
    return word.lower().strip(_SIGNS) in _NAMES


def _word(word: str, trust: bool) -> str:
    """Return one word; `trust` says that its capitals mean something."""
    key = word.lower().strip(_SIGNS)
    is_acronym = word.isupper() and 1 < len(word) <= 5
    if key in _NAMES and not (key in _AMBIGUOUS and not is_acronym):
        return re.sub(re.escape(key), _NAMES[key], word, flags=re.IGNORECASE)
    if is_acronym or (trust and word[:1].isupper()):
        return word
    return word.lower()
