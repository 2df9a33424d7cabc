"""The parts of a document, as a reader sees them: blocks of code with what they are, commands, headings, links."""

import itertools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

REPOSITORY = Path(__file__).parent.parent.parent.parent
FORMS = sorted((REPOSITORY / ".github" / "ISSUE_TEMPLATE").glob("*.yaml"))
"""What whoever reports something fills in."""
DOCUMENTS = sorted(
    [*REPOSITORY.glob("*.md"), *(REPOSITORY / ".github").rglob("*.md"), *(REPOSITORY / "docs").rglob("*.md"), *FORMS]
)


@dataclass(frozen=True)
class Fence:
    """Hold a fenced block: its language, what follows that (a path, `cloud`), and its text."""

    language: str
    about: str
    text: str


def fences(document: Path) -> list[Fence]:
    """Return the fenced blocks of a document, in order."""
    found = []
    for token in _parsed(document):
        if token.type == "fence":
            language, _, about = token.info.strip().partition(" ")
            found.append(Fence(language, about.strip(), token.content))
    return found


def indented(document: Path) -> list[str]:
    """Return the indented blocks of a document, which cannot say what they are."""
    return [token.content for token in _parsed(document) if token.type == "code_block"]


def commands(fence: Fence) -> list[str]:
    """Return the commands of a shell block, one a line, without comments; a backslash joins lines."""
    lines = fence.text.replace("\\\n", " ").splitlines()
    stripped = (re.sub(r"(^|\s{2,})# .*$", "", line).strip() for line in lines)
    return [line for line in stripped if line]


def inline_code(document: Path) -> list[str]:
    """Return the code that stands in a document's sentences and tables."""
    return [token.content for token in _inline(document) if token.type == "code_inline"]


def links(document: Path) -> list[str]:
    """Return where the links and pictures of a document lead."""
    leading = (token.attrGet("href") or token.attrGet("src") for token in _inline(document))
    return [str(address) for address in leading if address]


def anchors(document: Path) -> set[str]:
    """Return what links may name behind a `#`: the headings, as their page has them."""
    tokens = _parsed(document)
    headings = [after.content for token, after in itertools.pairwise(tokens) if token.type == "heading_open"]
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _inline(document: Path) -> list[Token]:
    return [child for token in _parsed(document) for child in token.children or []]


def _parsed(document: Path) -> list[Token]:
    text = document.read_text("utf-8")
    return MarkdownIt().enable("table").parse(_said(yaml.safe_load(text)) if document in FORMS else text)


def _said(form: Any) -> str:
    """Return what a form for reports says to its reader, as Markdown."""
    if isinstance(form, str):
        return form
    parts = form.values() if isinstance(form, dict) else form if isinstance(form, list) else []
    return "\n\n".join(filter(None, map(_said, parts)))
