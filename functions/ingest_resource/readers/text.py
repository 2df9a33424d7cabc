"""Read plain text: what is said about it may stand before it, as in Markdown."""

import re

from ..document import Document
from ..encoding import decode
from ..left_out import taught
from ..licence import named_licence
from ..outline import Outline
from ..prose import as_list, heading_level, unwrapped
from .markdown import front_matter

_UNDERLINE = re.compile(r"^\s*(={3,}|-{3,})\s*$")


def read(content: bytes, path: str) -> Document:
    """Return a plain text; raise `Refused` saying what is wrong with it."""
    about, body = front_matter(decode(content, path).replace("\r\n", "\n").replace("\r", "\n"), path)
    blocks = [block.splitlines() for block in re.split(r"\n\s*\n|\f", body) if block.strip()]
    if not about.title and blocks and _heading(blocks[0]):
        about = about.model_copy(update={"title": blocks[0][0].strip()})
        blocks = blocks[1:]
    outline = Outline(about.title)
    for position, block in enumerate(blocks):
        is_last_line = len(block) == 1 and position == len(blocks) - 1
        heading = None if is_last_line else _heading(block)
        if heading:
            outline.head(heading, block[0])
            block = block[2:]
        if block:
            outline.write(as_list(block) or unwrapped(block))
    about = about.model_copy(update={"licence": named_licence([about.licence], body)})
    return taught(about, outline.sections(), path)


def _heading(block: list[str]) -> int | None:
    """Return the level of the heading that a block is or begins with: underlined, or a line that looks like one."""
    if len(block) > 1 and (underline := _UNDERLINE.match(block[1])):
        return 1 if underline[1].startswith("=") else 2
    return heading_level(block[0]) if len(block) == 1 and not as_list(block) else None
