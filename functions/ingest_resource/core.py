"""From a file to passages: front matter, sections, and what each section is for."""

import re
from typing import Any

import frontmatter
from pydantic import ValidationError
from yaml import YAMLError

from shared.errors import Refused
from shared.messages import explain
from shared.models.base import Record
from shared.models.passage import Passage, PassageKind, Source

MAXIMUM_BYTES = 2_000_000
EMBEDDED_CHARACTERS = 2_000  # of a passage; the embedding model reads no more than about 2,000 tokens

_KINDS: dict[str, PassageKind] = {
    "learning objectives": "objectives",
    "wonder": "wonder",
    "key idea": "key_idea",
    "words to know": "words",
    "how it works": "steps",
    "cycle": "cycle",
    "formula": "formula",
    "worked example": "example",
    "compare": "comparison",
    "common misconception": "misconception",
    "a closer look": "closer_look",
    "check yourself": "check",
    "summary": "summary",
}


class FrontMatter(Record):
    """Hold what a resource must say of itself."""

    title: str
    subject: str
    grade_band: str
    language: str = "en"
    licence: str
    author: str
    keywords: list[str] = []


def resource_id_of(path: str) -> str:
    """Return the id of the resource at a path: the path itself, as far as an id may hold it."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", path.removesuffix(".md")).strip("-")


def read_resource(path: str, uri: str, content: bytes) -> tuple[Source, list[Passage]]:
    """Return a resource and its passages; raise `Refused` saying what is wrong with the file."""
    if not path.endswith(".md"):
        raise Refused("unknown_format", f"{path} is not Markdown; its name must end with .md")
    if len(content) > MAXIMUM_BYTES:
        raise Refused("too_large", f"{path} has {len(content)} bytes; at most {MAXIMUM_BYTES} are read")
    source, body = _front_matter(path, uri, content)
    passages = [
        Passage(
            passage_id=f"{source.resource_id}.{position:02d}",
            kind=kind_of(heading),
            heading=heading,
            text=text,
            position=position,
            source=source,
        )
        for position, (heading, text) in enumerate(sections(body, source.title))
    ]
    if not passages:
        raise Refused("empty", f"{path} has no text after its front matter")
    return source, passages


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


def kind_of(heading: str) -> PassageKind:
    """Return what a section is for, by its heading before a colon."""
    return _KINDS.get(heading.split(":")[0].strip().lower(), "explanation")


def text_to_embed(passage: Passage) -> str:
    """Return what stands for a passage in the index: what it is about, then its words without Markdown."""
    words = re.sub(r"\$\$.*?\$\$|[*_#|`>]|^\s*(?:[-+]|\d+\.)\s", " ", passage.text, flags=re.MULTILINE | re.DOTALL)
    text = " ".join(f"{passage.source.title}. {passage.heading}. {words}".split())
    return text[:EMBEDDED_CHARACTERS]


def _front_matter(path: str, uri: str, content: bytes) -> tuple[Source, str]:
    try:
        text = content.decode("utf-8")
        fields: dict[str, Any]
        fields, body = frontmatter.parse(text)
        about = FrontMatter.model_validate(fields)
    except UnicodeDecodeError as error:
        raise Refused("not_utf8", f"{path} is not UTF-8 text") from error
    except YAMLError as error:
        raise Refused("front_matter", f"the front matter of {path} is not YAML: {error}") from error
    except ValidationError as error:
        raise Refused("front_matter", f"the front matter of {path} is not complete: {explain(error)}") from error
    named = about.model_dump(exclude={"keywords"})
    return Source(resource_id=resource_id_of(path), uri=uri, **named), body
