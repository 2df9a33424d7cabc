"""Worked example: the problem, the steps that solve it, and the answer."""

from typing import Any

from shared.models.script import ExampleStep, WorkedExampleVisual

from ..geometry import Box
from ..layers import Element, Layer, Timeline
from ..maths import fit_maths
from ..shapes import card, check, disc, panel
from ..text import fit
from ..theme import Theme
from .elements import Card, badge, in_turn

PROBLEM_HEIGHT, ANSWER_HEIGHT, GAP = 150, 116, 22


def layers(visual: WorkedExampleVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return the problem from the start, a row a step, and the answer at the end."""
    problem, rest = area.split_top(PROBLEM_HEIGHT, GAP)
    middle, answer = rest.split_top(rest.height - ANSWER_HEIGHT - GAP, GAP)
    rows = middle.rows(len(visual.steps), 14, tallest=128)
    has_maths = any(step.latex for step in visual.steps)
    cards = [
        _step(box, step, number, has_maths, theme)
        for number, (box, step) in enumerate(zip(rows, visual.steps, strict=True), 1)
    ]
    cards.append(_answer(answer, visual, theme))
    return [_problem(problem, visual.problem, theme), *in_turn(cards, timeline, theme.accent("worked_example"))]


def _problem(box: Box, text: str, theme: Theme) -> Layer:
    words = fit(text, box.inset(44, 14), 44, theme.ink, "Semibold")

    def paint(canvas: Any) -> None:
        panel(canvas, box, theme.tint("worked_example"))
        panel(canvas, Box(box.x, box.y, 14, box.height), theme.accent("worked_example"))
        words.draw(canvas)

    return Element(box, paint, enters=0)


def _step(box: Box, step: ExampleStep, number: int, has_maths: bool, theme: Theme) -> Card:
    accent = theme.accent("worked_example")
    left, right = Box(box.x + 104, box.y, box.width - 128, box.height).split_left((box.width - 128) * 0.52, 24)
    if not has_maths:
        left = Box(left.x, left.y, box.width - 140, left.height)
    words = fit(step.text, left.inset(0, 4), 42, theme.ink)
    formula = fit_maths(step.latex, right.inset(0, 10), 62, accent) if step.latex else None
    radius = min(30, box.height / 2 - 6)

    def paint(canvas: Any) -> None:
        card(canvas, box, theme.card, theme.edge)
        badge(canvas, box.x + 56, box.middle[1], radius, str(number), accent, theme.on_accent)
        words.draw(canvas)
        if formula:
            formula.draw(canvas)

    return box, paint, step.at


def _answer(box: Box, visual: WorkedExampleVisual, theme: Theme) -> Card:
    color = theme.accent("recap")
    inside = Box(box.x + 120, box.y + 8, box.width - 160, box.height - 16)
    left, right = inside.split_left(inside.width * (0.62 if visual.answer_latex else 1.0), 0)
    words = fit(visual.answer, left, 46, theme.on_accent, "Semibold")
    formula = fit_maths(visual.answer_latex, right.inset(20, 6), 62, theme.on_accent) if visual.answer_latex else None

    def paint(canvas: Any) -> None:
        card(canvas, box, color)
        disc(canvas, box.x + 60, box.middle[1], 34, theme.on_accent)
        check(canvas, box.x + 60, box.middle[1], 16, color)
        words.draw(canvas)
        if formula:
            formula.draw(canvas)

    return box, paint, visual.answer_at
