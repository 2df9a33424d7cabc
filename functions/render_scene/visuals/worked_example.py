"""Worked example: the problem, the steps that solve it, and the answer."""

from functools import partial

from shared.models.visuals.words import ExampleStep, WorkedExampleVisual

from ..geometry import Box
from ..layers import Element, Layer, Timeline, Writing
from ..maths import fit_maths, fit_maths_or_words
from ..shapes import check
from ..text import fit, fit_alike
from ..theme import Theme
from .elements import Card, badge, card_paint, first_that_fits, in_turn, panel_paint, present, sign_paint, together

GAP, STEP_GAP = 22, 14
WORDS_PART = 0.52  # of the width of a step, where it has mathematics too
Heights = tuple[float, float, float | None]
HEIGHTS: tuple[Heights, ...] = (
    (118, 116, 132),
    (150, 116, 132),
    (150, 116, 260),
    (200, 150, None),
    (270, 190, None),
    (310, 380, None),
)
"""Of the problem, of the answer, and of the tallest step, from the wished to the largest."""


def layers(visual: WorkedExampleVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return the problem from the start, a row a step, and the answer at the end."""
    return first_that_fits(partial(_layers, visual, area, theme, timeline, heights) for heights in HEIGHTS)


def _layers(visual: WorkedExampleVisual, area: Box, theme: Theme, timeline: Timeline, heights: Heights) -> list[Layer]:
    problem_height, answer_height, tallest = heights
    problem, rest = area.split_top(problem_height, GAP)
    cards: list[Card] = []
    if visual.answer:
        rest, answer = rest.split_top(rest.height - answer_height - GAP, GAP)
        cards.append(_answer(answer if visual.steps else answer.moved(0, -rest.height - GAP), visual, theme))
    if visual.steps:
        cards = _steps(visual, rest, theme, tallest) + cards
    shown = _problem(problem, visual.problem, theme, timeline)
    return [shown, *in_turn(cards, timeline, theme.accent("worked_example"))]


def _problem(box: Box, text: str, theme: Theme, timeline: Timeline) -> Element:
    words = fit(text, box.inset(44, 14), 44, theme.letters("Semibold"))
    bar = Box(box.x, box.y, 14, box.height)
    paint = together(panel_paint(box, theme.tint("worked_example")), panel_paint(bar, theme.accent("worked_example")))
    return present(box, paint, timeline, [words])


def _steps(visual: WorkedExampleVisual, area: Box, theme: Theme, tallest: float | None) -> list[Card]:
    count = len(visual.steps)
    rows = area.rows(count, STEP_GAP, tallest)
    halves = [_halves(row, step) for row, step in zip(rows, visual.steps, strict=True)]
    texts = [step.text for step in visual.steps]
    words = fit_alike(texts, [left.inset(0, 6) for left, _ in halves], 42, theme.letters())
    letters = theme.letters("Regular", theme.accent("worked_example"), "center")
    set_formula = fit_maths if tallest or count > 1 else fit_maths_or_words
    cards = []
    rows_of_steps = zip(rows, visual.steps, words, halves, strict=True)
    for number, (row, step, text, (_, right)) in enumerate(rows_of_steps, visual.first_number):
        place = Box.centered((row.x + 56, row.middle[1]), 60, 60)
        disc, sign = badge(place, str(number), theme, theme.accent("worked_example"))
        writings: list[Writing] = [sign, text]
        if step.latex:
            writings.append(set_formula(step.latex, right.inset(0, 10), 62, letters))
        cards.append(Card(row, together(card_paint(row, theme), disc), step.at, writings))
    return cards


def _halves(row: Box, step: ExampleStep) -> tuple[Box, Box]:
    inner = Box(row.x + 108, row.y, row.width - 136, row.height)
    return inner.split_left(inner.width * (WORDS_PART if step.latex else 1), 24 if step.latex else 0)


def _answer(box: Box, visual: WorkedExampleVisual, theme: Theme) -> Card:
    color = theme.accent("recap")
    inner = Box(box.x + 120, box.y + 8, box.width - 160, box.height - 16)
    left, right = inner.split_left(inner.width * (0.56 if visual.answer_latex else 1.0), 0)
    texts: list[Writing] = [fit(visual.answer, left, 46, theme.letters("Semibold", theme.on_accent))]
    if visual.answer_latex:
        set_formula = fit_maths if visual.steps else fit_maths_or_words
        letters = theme.letters("Regular", theme.on_accent, "center")
        texts.append(set_formula(visual.answer_latex, right.inset(20, 6), 62, letters))
    tick = sign_paint((box.x + 60, box.middle[1]), 34, theme.on_accent, check, 16, color)
    return Card(box, together(card_paint(box, theme, color), tick), visual.answer_at, texts)
