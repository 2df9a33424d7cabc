"""A passage: a part of one open educational resource, as it is indexed, retrieved and cited."""

from typing import Literal

from shared.models.base import Record
from shared.models.script import Script

PassageKind = Literal[
    "objectives",
    "wonder",
    "key_idea",
    "words",
    "steps",
    "cycle",
    "formula",
    "example",
    "comparison",
    "misconception",
    "closer_look",
    "check",
    "summary",
    "explanation",
]


class Source(Record):
    """Name a resource as its licence asks for."""

    resource_id: str
    title: str
    author: str
    licence: str
    subject: str
    grade_band: str
    language: str
    uri: str
    collection: str = ""
    """The book or course that it is a part of."""
    url: str = ""
    """Where the original can be read."""


class Card(Record):
    """Say what a resource is about, without its passages."""

    resource_id: str
    title: str
    subject: str
    grade_band: str
    language: str
    keywords: list[str] = []
    headings: list[str] = []


class Passage(Record):
    """Hold one section of a resource: Markdown text under a heading."""

    passage_id: str
    kind: PassageKind
    heading: str
    text: str
    """The section's Markdown, without its heading."""
    position: int
    """Index of the section in its resource, from 0."""
    source: Source
    path: list[str] = []
    """The headings above the section's own, the outermost first."""
    keywords: list[str] = []
    """Key terms: the section's own first, then those of the whole resource."""
    picture: str = ""
    """A `Picture` as JSON, or empty; Firestore holds no lists in lists."""


class FoundPassage(Record):
    """Hold a passage with how near it is to the question (cosine similarity, 0 to 1)."""

    passage: Passage
    similarity: float


class Findings(Record):
    """Hold all that a lesson may use: stored once by `retrieve_content`, read by the stages after it."""

    passages: list[FoundPassage]

    @property
    def sources(self) -> list[Source]:
        """Return the resources behind the passages, each once, in order of first use."""
        return _each_once([found.passage for found in self.passages])

    def sources_of(self, script: Script) -> list[Source]:
        """Return the resources that a script rests on, each once, in order of first use."""
        by_id = {found.passage.passage_id: found.passage for found in self.passages}
        return _each_once([by_id[name] for scene in script.scenes for name in scene.passages])


def _each_once(passages: list[Passage]) -> list[Source]:
    return list({passage.source.resource_id: passage.source for passage in passages}.values())
