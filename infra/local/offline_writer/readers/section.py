"""What every reader is given, and gives back."""

from collections.abc import Callable
from dataclasses import dataclass

from infra.local.offline_writer.drafts import Beat, Draft
from infra.local.offline_writer.markdown import Section
from shared.models.passage import PassageKind

LABEL_LIMIT = 90
"""Characters: what `ShortText` of the script allows."""


@dataclass(frozen=True)
class SectionToRead:
    """Hold a section with what its drafts carry on."""

    kind: PassageKind
    heading: str
    passage_id: str
    section: Section
    language: str

    def draft(self, beats: list[Beat], kind: PassageKind | None = None, columns: tuple[str, ...] = ()) -> Draft:
        """Return a draft of these beats, of the section's own kind or another."""
        return Draft(kind or self.kind, self.heading, self.passage_id, tuple(beats), columns=columns)


Reader = Callable[[SectionToRead], list[Draft]]
