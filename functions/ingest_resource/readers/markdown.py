"""Read Markdown with front matter: the library's own format."""

import re

import frontmatter

from shared.errors import Refused
from shared.models.pictures import BadPicture, picture_in

from ..about import About, check_about
from ..document import Document, Section
from ..encoding import decode
from ..kinds import kind_in_library

_NOT_SHOWN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|template|noscript)\b.*?(?:</\1\s*>|\Z)"
    r"|<(\w+)\b[^<>]{0,500}?\s(?:hidden\b|aria-hidden|style\s*=)[^<>]{0,2000}>.*?(?:</\2\s*>|\Z)"
    r"|^ {0,3}\[[^\]\n]{0,200}\]:[^\n]*$",  # where a link leads to, in which comments can hide
    re.I | re.DOTALL | re.MULTILINE,
)
"""Comments, and HTML that may not be shown: Markdown for lessons needs none."""


def read(content: bytes, path: str) -> Document:
    """Return a Markdown document; raise `Refused` saying what is wrong with it."""
    about, body = front_matter(decode(content, path), path)
    body = _NOT_SHOWN.sub("", body)
    title = about.title or _first_heading(body)
    found = [_section(heading, text, path) for heading, text in sections(body, title)]
    if not found:
        raise Refused("empty", f"{path} has no text after its front matter")
    return Document(about.model_copy(update={"title": title}), found)


def _section(heading: str, text: str, path: str) -> Section:
    try:
        plain, picture = picture_in(text)
    except BadPicture as wrong:
        raise Refused("picture", f"the section {heading!r} of {path}: {wrong}") from wrong
    drawn = picture.model_dump_json() if picture else ""
    return Section(heading, plain.strip(), kind=kind_in_library(heading), picture=drawn)


def front_matter(text: str, path: str) -> tuple[About, str]:
    """Return what stands before a text about it, and the text; raise `Refused` where it is not as it should be."""
    try:
        fields, body = frontmatter.parse(text)
    except Exception as error:  # of a value that is not of its kind, such as 2024-02-30, yaml raises nearly anything
        raise Refused("front_matter", f"the front matter of {path} is not YAML that can be read: {error}") from error
    return check_about(fields, f"the front matter of {path}"), str(body)


def sections(body: str, title: str) -> list[tuple[str, str]]:
    """Return the sections of a Markdown text with their headings; what stands before the first goes under the title."""
    found: list[tuple[str, str]] = []
    heading, lines = title, list[str]()
    for line in [*body.splitlines(), "## "]:
        if line.startswith("## "):
            if text := "\n".join(lines).strip():
                found.append((heading, text))
            heading, lines = line.removeprefix("## ").strip(), []
        elif not line.startswith("# "):
            lines.append(line)
    return found


def _first_heading(body: str) -> str:
    return next((line.removeprefix("# ").strip() for line in body.splitlines() if line.startswith("# ")), "")
