"""What every reader makes of a file, whatever its format."""

from dataclasses import dataclass, replace

from shared.models.passage import PassageKind

from .about import About


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


@dataclass(frozen=True)
class Document:
    """Hold a document's own words about itself, and its sections in order."""

    about: About
    sections: list[Section]

    def under(self, chapter: str) -> "Document":
        """Return this as a part of a chapter."""
        return replace(self, sections=[replace(section, path=(chapter, *section.path)) for section in self.sections])
