"""A draft: one scene as it could be at its longest, before the budget of words decides how much of it is said."""

from dataclasses import dataclass, replace
from typing import Literal

from infra.local.offline_writer.sentences import count_words
from shared.models.passage import PassageKind

Role = Literal["point", "intro", "line", "problem", "question", "pause", "answer", "wrong", "fact", "row", "goal"]


@dataclass(frozen=True)
class Beat:
    """Hold what is said together and shown as one element.

    `needs` is how many of its sentences the scene cannot do without (0: the scene can go without this beat);
    `whole` says that its sentences only make sense together.
    """

    role: Role
    label: str
    sentences: tuple[str, ...]
    needs: int = 0
    whole: bool = False
    latex: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        """Return how many words are spoken."""
        return count_words(self.sentences)

    def needed(self, sentences: int) -> "Beat":
        """Return this beat, needing that many of its sentences."""
        return replace(self, needs=len(self.sentences) if self.whole else min(sentences, len(self.sentences)))

    def entire(self) -> "Beat":
        """Return this beat, all of it or nothing."""
        return replace(self, needs=len(self.sentences), whole=True)


@dataclass(frozen=True)
class Draft:
    """Hold one scene's kind, heading and beats, and the passage that they come from.

    `occurrence` counts the drafts of the same kind, from 0; `lead` is the connecting phrase before the first beat;
    `columns` are the names of a table's columns; `first_number` is the number of the first beat among those of all
    scenes that were cut from one section.
    """

    kind: PassageKind
    heading: str
    passage_id: str
    beats: tuple[Beat, ...]
    occurrence: int = 0
    lead: str = ""
    columns: tuple[str, ...] = ()
    related: bool = False
    first_number: int = 1

    @property
    def words(self) -> int:
        """Return how many words are spoken."""
        return len(self.lead.split()) + sum(beat.words for beat in self.beats)

    def kept(self, sentences: list[int]) -> "Draft":
        """Return the draft with so many sentences of each beat; a beat that only shows something stays."""
        beats = [
            replace(beat, sentences=beat.sentences[:count])
            for beat, count in zip(self.beats, sentences, strict=True)
            if count or not beat.sentences
        ]
        return replace(self, beats=tuple(beats))
