"""How hard a text is to read or to follow: Flesch-Kincaid grades."""

import re
from bisect import bisect
from collections.abc import Iterable

BANDS = ("K-2", "3-5", "6-8", "9-12")
_ENDS = (3.0, 6.0, 9.0)
"""The reading level (Flesch-Kincaid grade) at which the next band begins."""
MEASURED_CHARACTERS = 50_000
"""Of a text; the level of a whole book does not change after that."""


def grade_band_of(texts: Iterable[str]) -> str:
    """Return the grade band that the reading level of a text falls in."""
    level = reading_level(" ".join(texts)[:MEASURED_CHARACTERS])
    return BANDS[bisect(_ENDS, level)]


def reading_level(text: str) -> float:
    """Return the Flesch-Kincaid grade of a text; 0 where it has no word."""
    words = re.findall(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?", text)
    if not words:
        return 0.0
    sentences = max(1, len(re.findall(r"[.!?]+(?=\s|$)", text)))
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    """Count the groups of vowels, without a silent e at the end."""
    groups = len(re.findall(r"[aeiouyàâäéèêëîïôöûüáíóú]+", word.lower()))
    silent = re.search(r"[^aeiouyl]e$", word.lower()) is not None
    return max(1, groups - silent)
