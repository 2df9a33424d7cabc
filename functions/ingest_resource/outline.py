"""Sections as they come: headings with their levels, and the blocks of text between them."""

from .document import Section
from .kinds import kind_elsewhere
from .markup import one_line

LONGEST_HEADING = 200
"""In characters; what is longer is a paragraph that looks like a heading."""


class Outline:
    """Put blocks under the headings that they follow."""

    def __init__(self, title: str) -> None:
        """Begin a document; what comes before its first heading stands under its title."""
        self._title = title
        self._open: list[tuple[int, str]] = []
        self._blocks: list[str] = []
        self._terms: list[str] = []
        self._sections: list[Section] = []

    def head(self, level: int, heading: str) -> None:
        """Begin a section; it ends those of its level and below, 1 being the highest."""
        heading = one_line(heading)
        if not heading:
            return
        if len(heading) > LONGEST_HEADING:
            self.write(heading)
            return
        self._close()
        self._open = [(above, text) for above, text in self._open if above < level] + [(level, heading)]

    def write(self, block: str, terms: tuple[str, ...] = ()) -> None:
        """Add a block of Markdown with the key terms in it."""
        if block.strip():
            self._blocks.append(block.strip("\n"))
            self._terms += terms

    def sections(self) -> list[Section]:
        """Return all sections so far, in order; those without text of their own are only in the paths of others."""
        self._close()
        return self._sections

    def _close(self) -> None:
        if not self._blocks:
            return
        headings = tuple(text for _, text in self._open) or (self._title,)
        if len(headings) > 1 and headings[0].casefold() == self._title.casefold():
            headings = headings[1:]
        self._sections.append(
            Section(
                heading=headings[-1],
                text="\n\n".join(self._blocks),
                path=headings[:-1],
                kind=kind_elsewhere(headings),
                terms=tuple(dict.fromkeys(self._terms)),
            )
        )
        self._blocks, self._terms = [], []
