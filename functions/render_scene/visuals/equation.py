"""Equation: mathematics in large type, with a note in words under each line."""

from typing import Any

from shared.models.script import EquationLine, EquationVisual

from ..geometry import Box
from ..layers import Layer, Timeline
from ..maths import fit_maths
from ..shapes import card
from ..text import fit
from ..theme import Theme
from .elements import Card, in_turn


def layers(visual: EquationVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return one card a line."""
    boxes = area.rows(len(visual.lines), 26, tallest=330)
    cards = [_card(box, line, theme) for box, line in zip(boxes, visual.lines, strict=True)]
    return in_turn(cards, timeline, theme.accent("equation"))


def _card(box: Box, line: EquationLine, theme: Theme) -> Card:
    inside = box.inset(48, 12)
    formula_box, note_box = inside.split_top(inside.height * (0.66 if line.note else 1.0))
    formula = fit_maths(line.latex, formula_box.inset(0, 6), 110, theme.accent("equation"))
    note = fit(line.note, note_box, 42, theme.quiet, "Regular", "center") if line.note else None

    def paint(canvas: Any) -> None:
        card(canvas, box, theme.card, theme.edge)
        formula.draw(canvas)
        if note:
            note.draw(canvas)

    return box, paint, line.at
