"""Correct a question's spelling towards what the library teaches: nothing else could answer it."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from shared.models.passage import Card
from shared.telling_words import likeness, stem, telling_words

SHORTEST = 4
"""Characters: a shorter word is near to too many others."""
DICTIONARIES = frozenset(("en", "es", "fr", "de", "pt", "it"))


def corrected(question: str, cards: Iterable[Card], language: str = "en") -> str:
    """Return a question with words of the library in place of those that no dictionary has and that are like them.

    In a language without a dictionary nothing is corrected.
    """
    known = _vocabulary(cards)
    if not known or language not in DICTIONARIES:
        return question
    return re.sub(r"[^\W\d_]+", lambda found: _corrected(found[0], known, language), question)


def _corrected(word: str, known: dict[str, str], language: str) -> str:
    asked = stem(word.lower())
    if len(word) < SHORTEST or asked in known or _dictionary(language).known([word.lower()]):
        return word
    best = max(known, key=lambda other: (likeness(asked, other), other))
    return known[best] if likeness(asked, best) else word


def _vocabulary(cards: Iterable[Card]) -> dict[str, str]:
    """Return a word for each stem that the library's titles, keywords and headings hold."""
    texts = (text for card in cards for text in (card.title, *card.keywords, *card.headings))
    words = (word for text in texts for word in re.findall(r"[^\W\d_]{2,}", text.lower()))
    found: dict[str, str] = {}
    for word in words:
        if telling_words(word):
            found.setdefault(stem(word), word)
    return found


@cache
def _dictionary(language: str) -> Any:
    from spellchecker import SpellChecker

    return SpellChecker(language=language)
