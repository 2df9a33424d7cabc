"""Correct a question's spelling towards what the library teaches: nothing else could answer it."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from shared.models.passage import Card
from shared.telling_words import likeness, stem, telling_words

SHORTEST = 4
"""Characters: a shorter word is near to too many others."""


def corrected(question: str, cards: Iterable[Card]) -> str:
    """Return a question with words of the library in place of those that no dictionary has and that are like them."""
    known = _vocabulary(cards)
    return re.sub(r"[^\W\d_]+", lambda found: _corrected(found[0], known), question)


def _corrected(word: str, known: dict[str, str]) -> str:
    asked = stem(word.lower())
    if len(word) < SHORTEST or asked in known or not known or _is_english(word.lower()):
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


def _is_english(word: str) -> bool:
    return bool(_dictionary().known([word]))


@cache
def _dictionary() -> Any:
    from spellchecker import SpellChecker

    return SpellChecker(language="en")
