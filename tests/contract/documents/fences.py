"""The blocks of a document, as a reader sees them: code with what it is, and commands."""

import re
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

REPOSITORY = Path(__file__).parent.parent.parent.parent
DOCUMENTS = sorted([*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")])


@dataclass(frozen=True)
class Fence:
    """Hold a fenced block: its language, what follows that (a path, `cloud`), and its text."""

    language: str
    about: str
    text: str


def fences(document: Path) -> list[Fence]:
    """Return the fenced blocks of a document, in order."""
    found = []
    for token in MarkdownIt().parse(document.read_text("utf-8")):
        if token.type == "fence":
            language, _, about = token.info.strip().partition(" ")
            found.append(Fence(language, about.strip(), token.content))
    return found


def indented(document: Path) -> list[str]:
    """Return the indented blocks of a document, which cannot say what they are."""
    return [token.content for token in MarkdownIt().parse(document.read_text("utf-8")) if token.type == "code_block"]


def commands(fence: Fence) -> list[str]:
    """Return the commands of a shell block, one a line, without comments; a backslash joins lines."""
    lines = fence.text.replace("\\\n", " ").splitlines()
    stripped = (re.sub(r"(^|\s{2,})# .*$", "", line).strip() for line in lines)
    return [line for line in stripped if line]


def spoken_of(document: Path) -> list[str]:
    """Return the commands that a document's sentences name: `make …`, perhaps after variables."""
    inline = [
        child.content
        for token in MarkdownIt().enable("table").parse(document.read_text("utf-8"))
        if token.type == "inline"
        for child in token.children or []
        if child.type == "code_inline"
    ]
    return [code for code in inline if re.match(r"([A-Z_]+=\S+ )*make\b", code)]
