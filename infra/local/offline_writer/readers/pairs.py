"""Read what comes in pairs: compared things, misconceptions and facts, questions and answers."""

import re

from infra.local.offline_writer.drafts import Beat, Draft
from infra.local.offline_writer.markdown import Item, Table
from infra.local.offline_writer.phrases import phrase
from infra.local.offline_writer.readers.points import read_plain
from infra.local.offline_writer.readers.section import SectionToRead
from infra.local.offline_writer.wording import soften

WRONG = re.compile(r"(?P<who>(?:many|some|most) \w+ (?:think|believe|say))(?: that)?\s+", re.IGNORECASE)
FACT = re.compile(r"(?P<who>in fact),?\s+", re.IGNORECASE)


def read_comparison(given: SectionToRead) -> list[Draft]:
    """Read a table: its rows are spoken cell by cell, under the names of their columns."""
    table = given.section.tables[0] if given.section.tables else Table((), ())
    rows = [row for row in table.rows if len(row) == len(table.columns) and all(row)][:5]
    if len(table.columns) < 2 or not rows:
        return read_plain(given)
    intro = [Beat("intro", "", item.sentences, needs=1) for item in given.section.items[:1] if item.sentences]
    beats = [Beat("row", row[0], (speak_row(table.columns, row),), needs=1, cells=row) for row in rows]
    return [given.draft([*intro, *beats], columns=table.columns)]


def speak_row(columns: tuple[str, ...], row: tuple[str, ...]) -> str:
    """Return a row as it is heard: "Wall. Plant cell: stiff cell wall. Animal cell: no cell wall."."""
    named = columns if len(columns) == 2 else columns[1:]
    cells = row if len(columns) == 2 else row[1:]
    said = [f"{name}: {soften(cell.rstrip('.'))}." for name, cell in zip(named, cells, strict=True)]
    return " ".join(said if len(columns) == 2 else [f"{row[0].rstrip('.')}.", *said])


def read_misconceptions(given: SectionToRead) -> list[Draft]:
    """Read pairs of what many think and what is true: a draft for each pair."""
    pairs: list[tuple[list[str], list[str]]] = []
    for sentence in (sentence for item in given.section.items for sentence in _rejoined(item)):
        if WRONG.match(sentence):
            pairs.append(([sentence], []))
        elif pairs:
            wrong, fact = pairs[-1]
            (fact if fact or FACT.match(sentence) else wrong).append(sentence)
    whole = [(Beat("wrong", "", tuple(w)).entire(), Beat("fact", "", tuple(f), needs=1)) for w, f in pairs if f]
    return [given.draft([wrong, fact]) for wrong, fact in whole] or read_plain(given)


def _rejoined(item: Item) -> tuple[str, ...]:
    """Return the item's sentences with a lead-in such as "In fact" back in its place."""
    is_fact = item.label.lower() == "in fact"
    if not item.sentences or not (is_fact or WRONG.match(f"{item.label} ")):
        return item.sentences
    return (f"{item.label}{',' if is_fact else ''} {soften(item.sentences[0])}", *item.sentences[1:])


def read_checks(given: SectionToRead) -> list[Draft]:
    """Read pairs of a question and its answer: a draft for each pair."""
    drafts: list[Draft] = []
    question: tuple[str, ...] = ()
    for item in given.section.items:
        if item.label.lower() == "question":
            question = item.sentences
        elif item.label.lower() == "answer" and question and item.sentences:
            drafts.append(given.draft(ask(question, item.sentences, len(drafts), given.language)))
            question = ()
    return [draft for draft in drafts if len(" ".join(draft.beats[0].sentences)) <= 300] or read_plain(given)


def ask(question: tuple[str, ...], answer: tuple[str, ...], occurrence: int, language: str) -> list[Beat]:
    """Return the beats of a question: asked, thought about, answered."""
    pause = phrase("pause", occurrence, language)
    thinking = [Beat("pause", "", (pause,), needs=1)] if pause else []
    return [Beat("question", "", question).entire(), *thinking, Beat("answer", "", answer).entire()]
