"""From a document to passages: none too long to be embedded whole, each with what it is about."""

import re

from shared.models.passage import Passage, Source

from .document import Document, Section

MAXIMUM_CHARACTERS = 1_800
"""Of a passage. What is embedded is cut at 2,000 characters; the longest section of the starter library has 1,542."""
EMBEDDED_CHARACTERS = 2_000  # of a passage; the embedding model reads no more than about 2,000 tokens
MAXIMUM_KEYWORDS = 30

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def passages_of(document: Document, source: Source, keywords: list[str]) -> list[Passage]:
    """Return a document's passages in order, sections that are too long split between paragraphs.

    `keywords` are those of the whole document.
    """
    parts = [(section, text) for section in document.sections for text in split(section.text)]
    return [
        Passage(
            passage_id=f"{source.resource_id}.{position:02d}",
            kind=section.kind,
            heading=section.heading,
            text=text,
            position=position,
            source=source,
            path=list(section.path),
            keywords=_keywords(section, keywords),
            picture=section.picture,
        )
        for position, (section, text) in enumerate(parts)
    ]


def split(text: str, limit: int = MAXIMUM_CHARACTERS) -> list[str]:
    """Return a Markdown text in parts of about the same length, none above the limit.

    It is cut between paragraphs where that is possible, else between lines, sentences, words, and last within a word.
    """
    text = text.strip()
    if len(text) <= limit:
        return [text] if text else []
    for separator, joint in (("\n\n", "\n\n"), ("\n", "\n"), (_SENTENCE_END, " "), (" ", " ")):
        pieces = separator.split(text) if isinstance(separator, re.Pattern) else text.split(separator)
        if len(pieces) > 1:
            return [part for packed in _packed(pieces, joint, limit) for part in split(packed, limit)]
    return [text[start : start + limit] for start in range(0, len(text), limit)]


def text_to_embed(passage: Passage) -> str:
    """Return what stands for a passage in the index: what it is about, then its words without Markdown."""
    words = re.sub(r"\$\$.*?\$\$|[*_#|`>]|^\s*(?:[-+]|\d+\.)\s", " ", passage.text, flags=re.MULTILINE | re.DOTALL)
    headings = dict.fromkeys([passage.source.title, *passage.path, passage.heading])
    text = " ".join(f"{'. '.join(headings)}. {words}".split())
    return text[:EMBEDDED_CHARACTERS]


def _packed(pieces: list[str], joint: str, limit: int) -> list[str]:
    """Join pieces into as few parts as the limit allows, of about the same length."""
    total = sum(len(piece) + len(joint) for piece in pieces)
    aim = min(limit, total / -(-total // limit) * 1.1)
    parts: list[str] = []
    for piece in pieces:
        if parts and len(parts[-1]) + len(joint) + len(piece) <= aim:
            parts[-1] += joint + piece
        else:
            parts.append(piece)
    return parts


def _keywords(section: Section, of_all: list[str]) -> list[str]:
    known: dict[str, str] = {}
    for keyword in [*section.terms, *of_all]:
        known.setdefault(keyword.casefold(), keyword)
    return list(known.values())[:MAXIMUM_KEYWORDS]
