"""Choosing passages: which resource answers, and what else is near."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from shared.errors import Refused
from shared.models.passage import Findings, FoundPassage, Passage, Source
from shared.models.request import ContentRecord
from shared.models.work import StageInput, StageOutput

NEAREST = 40
RELATED_RESOURCES = 3
PASSAGES_THAT_COUNT = 4
KEYWORD_WEIGHT = 0.35

_UNTELLING = frozenset(
    """
    a about an and are as at be by can class describe do does explain for from grade how in is it its kids me of on or
    please student students teach tell that the their this to was what when where which who why with work works
    """.split()
)


class Input(StageInput):
    """Ask for the passages of a request."""


class Output(StageOutput):
    """Leave the list of sources."""

    passages: int
    sources: list[Source]

    def for_record(self) -> Mapping[str, Any]:
        """Set the sources that the student is shown."""
        return {"sources": [source.model_dump() for source in self.sources]}


def search_text(record: ContentRecord) -> str:
    """Return the topic with the words that a textbook would use for it."""
    terms = [record.fields["topic"], *record.fields.get("search_terms", [])]
    return " ".join(dict.fromkeys(terms))


def choose(
    question: str,
    nearest: list[FoundPassage],
    minimum_similarity: float,
    passages_of: Callable[[str], list[Passage]],
) -> Findings:
    """Keep the whole of the resource that answers best, then what is near in others.

    A resource answers when its passages are near the question and share its telling words. Raises `Refused`, naming
    the nearest topics that exist, where none does.
    """
    ranked = rank(question, nearest)
    answering = [resource for resource, score in ranked if score >= minimum_similarity]
    if not answering:
        raise Refused("no_source_material", _nothing_found(ranked, nearest))
    similarity = {found.passage.passage_id: found.similarity for found in nearest}
    kept = [
        FoundPassage(passage=passage, similarity=similarity.get(passage.passage_id, 0.0))
        for resource in [answering[0], *_related(answering, ranked)]
        for passage in passages_of(resource)
    ]
    return Findings(passages=kept)


def rank(question: str, nearest: list[FoundPassage]) -> list[tuple[str, float]]:
    """Return resources with their scores, the best first.

    A score is the mean similarity of a resource's nearest passages, raised or lowered by the share of the question's
    telling words that the resource's title, headings and passages hold.
    """
    by_resource: dict[str, list[FoundPassage]] = defaultdict(list)
    for found in nearest:
        by_resource[found.passage.source.resource_id].append(found)
    scores = {resource: _score(question, found) for resource, found in by_resource.items()}
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def output_of(findings: Findings) -> Output:
    """Return what the stage leaves on the record."""
    return Output(passages=len(findings.passages), sources=findings.sources)


def _score(question: str, found: list[FoundPassage]) -> float:
    best = sorted((passage.similarity for passage in found), reverse=True)[:PASSAGES_THAT_COUNT]
    similarity = sum(best) / len(best)
    asked = telling_words(question)
    title = telling_words(found[0].passage.source.title)
    text = " ".join(f"{item.passage.heading} {item.passage.text}" for item in found)
    held = telling_words(text) | title
    share = len(asked & held) / len(asked) if asked else 0.0
    in_title = len(asked & title) / len(title) if title else 0.0
    return (1 - KEYWORD_WEIGHT) * similarity + KEYWORD_WEIGHT * (share + in_title) / 2


def telling_words(text: str) -> set[str]:
    """Return the words of a text that tell what it is about, without their plural endings."""
    words = re.findall(r"[^\W\d_]{2,}", text.lower().replace("'s", ""))
    return {_singular(word) for word in words if word not in _UNTELLING}


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _related(answering: list[str], ranked: list[tuple[str, float]]) -> list[str]:
    others = [resource for resource, _ in ranked if resource != answering[0]]
    return others[:RELATED_RESOURCES]


def _nothing_found(ranked: list[tuple[str, float]], nearest: list[FoundPassage]) -> str:
    titles = {found.passage.source.resource_id: found.passage.source.title for found in nearest}
    near = ", ".join(titles[resource] for resource, _ in ranked[:3])
    hint = f" The nearest topics that we have are: {near}." if near else " The library is still empty."
    return f"Our library has nothing that answers this question yet.{hint}"
