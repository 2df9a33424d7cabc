"""Marked-up text as blocks of Markdown: paragraphs, lists and tables."""

import re
from collections.abc import Callable, Iterator

from .markup import Element, name_of, one_line
from .mathml import readable
from .notation import subscript, superscript

Write = Callable[[Element], str | None]
"""Writes an element within a line; None leaves it to be written as what is in it."""

_REFERENCE = r"the (?:figure|table|equation|example)s?"
_EMPTY_REFERENCE = re.compile(
    rf"\s*[(\[](?:(?:see|also|as|shown|seen|illustrated|pictured|in|and)\s+)*{_REFERENCE}"
    rf"(?:(?:,| and| or) {_REFERENCE})*\.?[)\]]",
    re.I,
)
_REFERENCE_THAT_BEGINS = re.compile(rf"(?:(?<=^)|(?<=[.!?] )){_REFERENCE}\b")
_BEFORE_A_SIGN = re.compile(r"\s+([.,;:!?)\]])(?=[\s)\]]|$)")


def inline(element: Element, write: Write) -> str:
    """Return the text in an element, not yet tidied; formulas and small signs are made readable."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(_written(child, write))
        parts.append(child.tail or "")
    return "".join(parts)


def flow(element: Element, is_block: Callable[[Element], bool], write: Write) -> Iterator[str | Element]:
    """Yield what is in an element in order: tidied text, and the blocks between, as they are."""
    text = element.text or ""
    for child in element:
        if isinstance(child.tag, str) and is_block(child):
            if line := tidy(text):
                yield line
            yield child
            text = ""
        elif isinstance(child.tag, str):
            text += _written(child, write)
        text += child.tail or ""
    if line := tidy(text):
        yield line


def tidy(text: str) -> str:
    """Return a text on one line, without references to pictures that a reader does not see."""
    text = _EMPTY_REFERENCE.sub("", one_line(text))
    text = _REFERENCE_THAT_BEGINS.sub(lambda found: found[0].capitalize(), text)
    return _BEFORE_A_SIGN.sub(r"\1", text).replace("( ", "(")


def listed(items: list[list[str]], numbered: bool) -> str:
    """Return a Markdown list; of each item the first block stands beside its mark, the others below it."""
    lines: list[str] = []
    for position, blocks in enumerate((item for item in items if item), start=1):
        mark = f"{position}. " if numbered else "- "
        lines.append(mark + blocks[0])
        lines += [" " * len(mark) + line for block in blocks[1:] for line in block.splitlines()]
    return "\n".join(lines)


def tabulated(rows: list[list[str]]) -> str:
    """Return a Markdown table whose first row is its head; a table of one column is a list."""
    filled = [row for row in rows if any(row)]
    columns = max(map(len, filled), default=0)
    if columns < 2:
        return listed([[cell] for row in filled for cell in row if cell], numbered=False)
    lines = [
        "| " + " | ".join(cell.replace("|", "¦") for cell in [*row, *[""] * (columns - len(row))]) + " |"
        for row in filled
    ]
    return "\n".join([lines[0], "|" + "---|" * columns, *lines[1:]])


def _written(element: Element, write: Write) -> str:
    written = write(element)
    if written is not None:
        return written
    match name_of(element):
        case "math":
            return readable(element)
        case "sub":
            return subscript(one_line(inline(element, write)))
        case "sup":
            return superscript(one_line(inline(element, write)))
    return inline(element, write)
