"""Draw a part of a draft: its narration, and the visual that shows it, cued to the sentences."""

import re
from collections.abc import Callable

from infra.local.offline_writer.drafts import Beat, Draft
from infra.local.offline_writer.readers.pairs import FACT, WRONG
from infra.local.offline_writer.readers.section import LABEL_LIMIT
from infra.local.offline_writer.wording import cut_at_a_word, shorten
from shared.models.passage import PassageKind
from shared.models.visual import Visual
from shared.models.visuals.base import Point
from shared.models.visuals.words import (
    CheckYourselfVisual,
    ComparisonRow,
    ComparisonVisual,
    CycleVisual,
    Definition,
    DefinitionVisual,
    EquationLine,
    EquationVisual,
    ExampleStep,
    KeyPointsVisual,
    RecapVisual,
    StepsVisual,
    WorkedExampleVisual,
)

Cued = list[tuple[Beat, int]]
"""The beats of a scene, each with the index of the sentence at which it begins."""


def narrate(draft: Draft) -> tuple[list[str], Cued]:
    """Return all sentences of a scene, and where each beat begins.

    A beat that is only shown begins with the sentence after it, or with the last one.
    """
    narration = [draft.lead] if draft.lead else []
    starts: list[int] = []
    for beat in draft.beats:
        starts.append(len(narration))
        narration.extend(beat.sentences)
    last = len(narration) - 1
    return narration, [(beat, min(start, last)) for beat, start in zip(draft.beats, starts, strict=True)]


def draw(draft: Draft, cued: Cued) -> Visual:
    """Return the visual of a scene."""
    return _DRAWN_BY.get(draft.kind, _draw_points)(draft, cued)


def _points(cued: Cued) -> list[Point]:
    return [Point(text=beat.label, at=at) for beat, at in cued if beat.label]


def _draw_points(draft: Draft, cued: Cued) -> Visual:
    """Draw plain points, or their mathematics where every one of them has some."""
    if draft.beats and len(draft.beats) <= 5 and all(_latex(beat) for beat in draft.beats):
        return EquationVisual(kind="equation", lines=[_line(_latex(beat), beat, at) for beat, at in cued])
    return KeyPointsVisual(kind="key_points", points=_points(cued))


def _draw_words(draft: Draft, cued: Cued) -> Visual:
    """Draw words with their meanings, as they stand in the passage."""
    definitions = [Definition(term=beat.label, meaning=cut_at_a_word(beat.cells[0], 200), at=at) for beat, at in cued]
    return DefinitionVisual(kind="definition", definitions=definitions)


def _draw_formula(draft: Draft, cued: Cued) -> Visual:
    """Draw the lines of a formula; the first one is there when its connecting phrase is heard."""
    formulas = [(latex, beat, at) for beat, at in cued for latex in beat.latex]
    lines = [_line(latex, beat, at if index else 0) for index, (latex, beat, at) in enumerate(formulas)]
    return EquationVisual(kind="equation", lines=lines)


def _line(latex: str, beat: Beat, at: int) -> EquationLine:
    return EquationLine(latex=latex, note=beat.label, at=at)


def _latex(beat: Beat) -> str:
    """Return all mathematics of a beat in one line, as far as a line may hold it."""
    joined = r" \quad ".join(beat.latex)
    return joined if len(joined) <= 200 else next((one for one in beat.latex if len(one) <= 200), "")


def _draw_example(draft: Draft, cued: Cued) -> Visual:
    """Draw a problem, its steps and its answer."""
    answer, answer_at = cued[-1]
    return WorkedExampleVisual(
        kind="worked_example",
        problem=" ".join(draft.beats[0].sentences),
        steps=[ExampleStep(text=beat.label, latex=_latex(beat), at=at) for beat, at in cued[1:-1]],
        answer=cut_at_a_word(answer.sentences[0], 160),
        answer_latex=_latex(answer),
        answer_at=answer_at,
    )


def _draw_comparison(draft: Draft, cued: Cued) -> Visual:
    """Draw a table of two things side by side; with more than two, each row becomes a point."""
    rows = [(beat.cells, at) for beat, at in cued if beat.role == "row"]
    columns = draft.columns
    if len(columns) > 3:
        points = [Point(text=_row_as_point(cells), at=at) for cells, at in rows]
        return KeyPointsVisual(kind="key_points", points=points)
    return ComparisonVisual(
        kind="comparison",
        left_title=shorten(columns[-2], LABEL_LIMIT),
        right_title=shorten(columns[-1], LABEL_LIMIT),
        rows=[_row(cells, at) for cells, at in rows],
    )


def _row(cells: tuple[str, ...], at: int) -> ComparisonRow:
    feature = cut_at_a_word(cells[0], 60) if len(cells) == 3 else ""
    left, right = (shorten(cell, LABEL_LIMIT) for cell in cells[-2:])
    return ComparisonRow(feature=feature, left=left, right=right, at=at)


def _row_as_point(cells: tuple[str, ...]) -> str:
    """Return a row of three or more cells as one short text."""
    text = f"{cells[0]}: {', '.join(cells[1:])}"
    return text if len(text) <= LABEL_LIMIT else shorten(cells[0], LABEL_LIMIT)


def _draw_misconception(draft: Draft, cued: Cued) -> Visual:
    """Draw what many think beside what is true."""
    (wrong, at), (fact, right_at) = cued[:2]
    left_title, left = _without(WRONG, wrong.sentences[0], "Many people think")
    right_title, right = _without(FACT, fact.sentences[0], "In fact")
    sides = {"left": shorten(left, LABEL_LIMIT), "right": shorten(right, LABEL_LIMIT)}
    row = ComparisonRow(**sides, at=at, right_at=right_at)
    return ComparisonVisual(kind="comparison", left_title=left_title, right_title=right_title, rows=[row])


def _without(opening: re.Pattern[str], sentence: str, otherwise: str) -> tuple[str, str]:
    """Return the opening words of a sentence as a title, and the rest of it."""
    match = opening.match(sentence)
    return (match["who"], sentence[match.end() :]) if match else (otherwise, sentence)


def _draw_check(draft: Draft, cued: Cued) -> Visual:
    """Draw a question, and its answer when it is spoken."""
    answer, answer_at = cued[-1]
    question = next(beat for beat in draft.beats if beat.role == "question")
    said = " ".join(answer.sentences)
    shown = said if len(said) <= 300 else cut_at_a_word(answer.sentences[0], 300)
    return CheckYourselfVisual(
        kind="check_yourself", question=" ".join(question.sentences), answer=shown, answer_at=answer_at
    )


_DRAWN_BY: dict[PassageKind, Callable[[Draft, Cued], Visual]] = {
    "summary": lambda draft, cued: RecapVisual(kind="recap", points=_points(cued)),
    "words": _draw_words,
    "steps": lambda draft, cued: StepsVisual(kind="steps", steps=_points(cued), first_number=draft.first_number),
    "cycle": lambda draft, cued: CycleVisual(kind="cycle", stages=_points(cued)),
    "formula": _draw_formula,
    "example": _draw_example,
    "comparison": _draw_comparison,
    "misconception": _draw_misconception,
    "check": _draw_check,
}
