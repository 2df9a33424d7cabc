"""What every reader makes of a file, whatever its format."""

from dataclasses import dataclass, replace
from typing import Any

from shared.models.passage import PassageKind

from .about import About
from .invisible import visible


@dataclass(frozen=True)
class Section:
    """Hold Markdown text under a heading."""

    heading: str
    text: str
    path: tuple[str, ...] = ()
    """The headings above, the outermost first; the document's title is not among them."""
    kind: PassageKind = "explanation"
    terms: tuple[str, ...] = ()
    """Key terms that the section defines or marks."""
    picture: str = ""
    """A `Picture` of the section as JSON, or empty."""


@dataclass(frozen=True)
class Document:
    """Hold a document's own words about itself, and its sections in order."""

    about: About
    sections: list[Section]

    def under(self, chapter: str) -> "Document":
        """Return this as a part of a chapter."""
        return replace(self, sections=[replace(section, path=(chapter, *section.path)) for section in self.sections])

    def as_seen(self) -> "Document":
        """Return this without characters that nobody sees."""
        return Document(
            About(**{name: _as_seen(value) for name, value in self.about}),
            [Section(**{name: _as_seen(value) for name, value in vars(section).items()}) for section in self.sections],
        )


def _as_seen(value: Any) -> Any:
    return visible(value) if isinstance(value, str) else type(value)(map(visible, value))
