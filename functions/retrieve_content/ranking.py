"""Which resources answer: how near their passages are, and how many of the question's telling words they are about."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from shared.models.passage import Card, FoundPassage
from shared.telling_words import likeness, telling_words

PASSAGES_THAT_COUNT = 4
KEYWORD_WEIGHT = 0.35
TITLE_WEIGHT = 0.3
"""Of the keyword score: the share of the title's words that were asked for; the rest is the share of asked words."""
HELD_BY = {"title": 1.0, "keywords": 0.9, "headings": 0.6, "text": 0.4}
"""How much a word tells of a resource, by where it stands."""

Ranked = list[tuple[str, float]]


class Ranking:
    """Rank resources by their cards and by the passages that were found near."""

    def __init__(self, cards: Iterable[Card]) -> None:
        """Know all resources: a word that few of them hold tells more."""
        self._titles = {card.resource_id: telling_words(card.title) for card in cards}
        self._words = {card.resource_id: _weights(card) for card in cards}
        self._holders = Counter(word for words in self._words.values() for word in words)

    def by_words(self, question: str) -> Ranked:
        """Return all resources by their words alone, the best first."""
        return _sorted({resource: self._by_words(question, resource, set()) for resource in self._words})

    def rank(self, question: str, nearest: list[FoundPassage]) -> Ranked:
        """Return the resources that have a near passage with their scores, 0 to 1, the best first."""
        found: dict[str, list[FoundPassage]] = defaultdict(list)
        for passage in nearest:
            found[passage.passage.source.resource_id].append(passage)
        return _sorted({resource: self._score(question, resource, near) for resource, near in found.items()})

    def _score(self, question: str, resource: str, near: list[FoundPassage]) -> float:
        best = sorted((passage.similarity for passage in near), reverse=True)[:PASSAGES_THAT_COUNT]
        text = {word for passage in near for word in telling_words(passage.passage.text)}
        words = self._by_words(question, resource, text)
        return (1 - KEYWORD_WEIGHT) * sum(best) / len(best) + KEYWORD_WEIGHT * words

    def _by_words(self, question: str, resource: str, text: set[str]) -> float:
        asked = telling_words(question)
        if not asked:
            return 0.0
        held = self._words.get(resource, {})
        title = self._titles.get(resource, [])
        weights = {word: self._rarity(word) for word in asked}
        share = sum(weight * _held(word, held, text) for word, weight in weights.items()) / sum(weights.values())
        in_title = sum(max(likeness(word, other) for other in asked) for word in title) / max(1, len(title))
        return (1 - TITLE_WEIGHT) * share + TITLE_WEIGHT * in_title

    def _rarity(self, word: str) -> float:
        return math.log(1 + len(self._words) / (self._holders[word] or 0.5))


def _weights(card: Card) -> dict[str, float]:
    places = {"headings": card.headings, "keywords": card.keywords, "title": [card.title]}
    found: dict[str, float] = {}
    for place, texts in places.items():
        for word in telling_words(" ".join(texts)):
            found[word] = max(found.get(word, 0.0), HELD_BY[place])
    return found


def _held(word: str, held: Mapping[str, float], text: set[str]) -> float:
    """Return how much a resource is about a word, misspelt or not."""
    best = max((likeness(word, other) * weight for other, weight in held.items()), default=0.0)
    return max(best, HELD_BY["text"] if word in text else 0.0)


def _sorted(scores: dict[str, float]) -> Ranked:
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))
