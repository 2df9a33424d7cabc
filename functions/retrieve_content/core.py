"""Choosing passages: which resource answers, and what else is near."""

from collections.abc import Callable, Mapping
from typing import Any

from shared import reuse
from shared.errors import Refused
from shared.models.passage import Card, Findings, FoundPassage, Passage, Source
from shared.models.request import grades_of
from shared.models.work import StageInput, StageOutput
from shared.reading_level import BANDS

from .ranking import Ranked, Ranking

NEAREST = 40
RELATED_RESOURCES = 3
PROMISING_RESOURCES = 3


class Input(StageInput):
    """Ask for the passages of a request."""


class Output(StageOutput):
    """Leave the list of sources."""

    passages: int
    sources: list[Source]
    reuse_key: str | None = None
    """What the lesson will be made of, as a hash; None where nothing is reused."""
    is_known: bool = False
    """Whether another request makes or made this lesson."""

    def next_topic(self, usual: str | None) -> str | None:
        """Return the topic that leads to the lesson: to a new one, or to the one that is known."""
        return reuse.topic() if self.is_known else usual

    def for_record(self) -> Mapping[str, Any]:
        """Set the sources that the student is shown."""
        key = {"reuse_key": self.reuse_key} if self.reuse_key else {}
        return {"sources": [source.model_dump() for source in self.sources]} | key


def search_words(topic: str, search_terms: list[str]) -> str:
    """Return a topic with the words that a textbook would use for it as one text, each once."""
    return " ".join(dict.fromkeys([topic, *search_terms]))


def bands_for(grade_level: str) -> list[str]:
    """Return the grade bands that suit a student: their own, those below, and the one above."""
    own = next(index for index, band in enumerate(BANDS) if grade_level in grades_of(band))
    return list(BANDS[: own + 2])


def promising(question: str, cards: list[Card], nearest: list[FoundPassage]) -> list[str]:
    """Return resources that are about the question by their words, and have no passage among the nearest."""
    seen = {found.passage.source.resource_id for found in nearest}
    best = [resource for resource, score in Ranking(cards).by_words(question)[:PROMISING_RESOURCES] if score > 0]
    return [resource for resource in best if resource not in seen]


def choose(
    question: str,
    nearest: list[FoundPassage],
    cards: list[Card],
    minimum_score: float,
    passages_of: Callable[[str], list[Passage]],
) -> Findings:
    """Keep the whole of the resource that answers best, then of those that are near it.

    Raises `Refused`, naming the nearest topics that exist, where no resource answers.
    """
    ranked = Ranking(cards).rank(question, nearest)
    if not ranked or ranked[0][1] < minimum_score:
        raise Refused("no_source_material", _nothing_found(ranked, nearest))
    similarity = {found.passage.passage_id: found.similarity for found in nearest}
    kept = [
        FoundPassage(passage=passage, similarity=similarity.get(passage.passage_id, 0.0))
        for resource, _ in ranked[: 1 + RELATED_RESOURCES]
        for passage in passages_of(resource)
    ]
    return Findings(passages=kept)


def _nothing_found(ranked: Ranked, nearest: list[FoundPassage]) -> str:
    titles = {found.passage.source.resource_id: found.passage.source.title for found in nearest}
    near = ", ".join(titles[resource] for resource, _ in ranked[:3])
    hint = f" The nearest topics that we have are: {near}." if near else " The library is still empty."
    return f"Our library has nothing that answers this question yet.{hint}"
