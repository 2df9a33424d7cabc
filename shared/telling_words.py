"""The words of a text that tell what it is about, and how alike two words are, misspelt ones too."""

import re
from functools import cache, lru_cache
from typing import Any

_UNTELLING = frozenset(
    """
    a about an and any are as at be because by can class come comes could describe did do does doing done each explain
    for from get give go goes grade had has have help here how i if in into is it its kid kids know learn let make makes
    me mean means my need not of on one or our out please pls r should show so some student students teach tell than
    that the their them then there these they thing things this those to understand us use want was way we were what
    whats when where which who whom why will with work works would you your
    """.split()
)

SOUNDS_ALIKE = 0.85
SPELT_ALIKE = 0.8
SHORTEST_TO_COMPARE = 4
"""Characters: shorter words are too near to too many others."""
MOST_WORDS, MOST_PAIRS = 16_384, 65_536
"""Remembered in a process, which lives long and is asked with words of all kinds. A pair takes 165 bytes, a stem 140
and a sound 215: 17 MB together. A question of ten words makes as many pairs with a library of 6,500 stems."""


def telling_words(text: str) -> list[str]:
    """Return the stems of a text's telling words, each once, in order."""
    words = re.findall(r"[^\W\d_]{2,}", text.lower().replace("\u2019", "'").replace("'s", ""))
    return list(dict.fromkeys(stem(word) for word in words if word not in _UNTELLING))


@lru_cache(maxsize=MOST_WORDS)
def stem(word: str) -> str:
    """Return a word without its ending (Porter's English stemmer)."""
    found: str = _stemmer().stemWord(word)
    return found


@lru_cache(maxsize=MOST_PAIRS)
def likeness(one: str, other: str) -> float:
    """Return how alike two stems are, from 0 to 1: the same, sounding alike, or spelt alike."""
    from rapidfuzz.distance import Indel

    if one == other:
        return 1.0
    if min(len(one), len(other)) < SHORTEST_TO_COMPARE:
        return 0.0
    spelt = Indel.normalized_similarity(one, other)
    if _sound(one) == _sound(other):
        return SOUNDS_ALIKE + (1 - SOUNDS_ALIKE) * spelt
    return spelt if spelt >= SPELT_ALIKE else 0.0


@lru_cache(maxsize=MOST_WORDS)
def _sound(word: str) -> str:
    import jellyfish

    found: str = jellyfish.metaphone(word)
    return found


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")
