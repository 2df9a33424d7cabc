"""Read a section's Markdown as what it is made of: labelled items, plain paragraphs, formulas and a table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from infra.local.offline_writer.sentences import spoken

Shape = Literal["paragraph", "bullet", "numbered"]

_FORMULA = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
_FORMULA_PLACE = re.compile("\ue000(\\d+)\ue001")
_LIST_OPENINGS: dict[str, Shape] = {"bullet_list_open": "bullet", "ordered_list_open": "numbered"}


@dataclass(frozen=True)
class Item:
    """Hold a paragraph or a list item: a label for the screen, what is spoken, what is set as mathematics."""

    label: str
    sentences: tuple[str, ...]
    latex: tuple[str, ...] = ()
    shape: Shape = "paragraph"


@dataclass(frozen=True)
class Table:
    """Hold a table: the names of its columns, and its rows as plain text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """Hold everything that one section says, in its order."""

    items: tuple[Item, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class _Run:
    """Hold a stretch of inline text, bold or not; a line break is a run of its own."""

    text: str
    bold: bool


def read_section(markdown: str) -> Section:
    """Return the items and tables of a section; code, pictures and HTML are left out."""
    formulas: list[str] = []

    def set_aside(match: re.Match[str]) -> str:
        formulas.append(" ".join(match.group(1).split()))
        return f"\ue000{len(formulas) - 1}\ue001"

    plain = _FORMULA.sub(set_aside, re.sub("[\ue000\ue001]", "", markdown))
    tokens = MarkdownIt("commonmark").enable("table").parse(plain)
    return Section(tuple(_items(tokens, formulas)), tuple(_tables(tokens)))


def _items(tokens: list[Token], formulas: list[str]) -> Iterator[Item]:
    """Yield the items in order; a heading inside the section labels the first item after it that has no label."""
    lists: list[Shape] = []
    heading = ""
    for opening, token in pairwise(tokens):
        if opening.type in _LIST_OPENINGS:
            lists.append(_LIST_OPENINGS[opening.type])
        elif opening.type.endswith("_list_close"):
            lists.pop()
        elif opening.type == "heading_open":
            heading = _plain(_runs(token)).strip()
        elif opening.type == "paragraph_open":
            for segment in _segments(_runs(token)):
                item = _item(segment, formulas, lists[-1] if lists else "paragraph", heading)
                if item.sentences or item.latex:
                    heading = ""
                    yield item


def _runs(inline: Token) -> list[_Run]:
    """Return the text of an inline token, stretch by stretch."""
    runs: list[_Run] = []
    depth = 0
    for child in inline.children or []:
        depth += {"strong_open": 1, "strong_close": -1}.get(child.type, 0)
        if child.type in ("softbreak", "hardbreak"):
            runs.append(_Run("\n", bold=False))
        elif child.type in ("text", "code_inline") and child.content:
            runs.append(_Run(child.content, bold=depth > 0))
    return runs


def _plain(runs: list[_Run]) -> str:
    return "".join(run.text for run in runs)


def _segments(runs: list[_Run]) -> Iterator[list[_Run]]:
    """Cut a paragraph where a new line begins in bold after a finished sentence or a formula."""
    segment: list[_Run] = []
    for run in runs:
        before = _plain(segment)
        if run.bold and before.endswith("\n") and before.rstrip().endswith((".", "!", "?", "\ue001")):
            yield segment
            segment = []
        segment.append(run)
    if segment:
        yield segment


def _item(runs: list[_Run], formulas: list[str], shape: Shape, heading: str) -> Item:
    """Return a segment as an item: a bold lead-in becomes its label, unless nothing would be left to say."""
    whole = _plain(runs)
    places = [int(number) for number in _FORMULA_PLACE.findall(whole)]
    latex = tuple(formulas[place] for place in places)
    label, text = _split_lead_in(runs)
    text = _FORMULA_PLACE.sub(" ", text)
    if label and not text.strip() and not latex:
        label, text = "", _FORMULA_PLACE.sub(" ", whole)
    label = label or heading
    return Item(label, spoken(text, labelled=bool(label) or shape == "numbered"), latex, shape)


def _split_lead_in(runs: list[_Run]) -> tuple[str, str]:
    """Return label and text: `**Leaf**: …` and `**Light arrives.** …` have a lead-in, `**Leaves** are …` has not."""
    bold = ""
    index = 0
    while index < len(runs) and runs[index].bold:
        bold += runs[index].text
        index += 1
    rest = _plain(runs[index:])
    separator = re.match(r"\s*(?:[:.\u2013\u2014]|-\s)\s*", rest)
    if not bold or not (bold.rstrip().endswith((".", ":", "?", "!")) or separator or not rest.strip()):
        return "", bold + rest
    return bold.strip().rstrip(".:").rstrip(), rest[separator.end() :] if separator else rest


def _tables(tokens: list[Token]) -> Iterator[Table]:
    """Yield the tables of a section."""
    rows: list[list[str]] = []
    for opening, token in pairwise(tokens):
        if opening.type == "table_open":
            rows = []
        elif opening.type == "tr_open":
            rows.append([])
        elif opening.type in ("th_open", "td_open"):
            rows[-1].append(" ".join(_FORMULA_PLACE.sub(" ", _plain(_runs(token))).split()))
        if token.type == "table_close" and len(rows) > 1:
            yield Table(tuple(rows[0]), tuple(tuple(row) for row in rows[1:]))
