"""Equation: mathematics in large type, with a note in words under each line."""

from collections.abc import Callable
from functools import partial

from shared.models.visuals.words import EquationLine, EquationVisual

from ..geometry import Box
from ..layers import Layer, Timeline, Writing
from ..maths import fit_maths, fit_maths_or_words
from ..text import Letters, fit
from ..theme import Theme
from .elements import Card, card_paint, first_that_fits, in_turn

TALLEST = 330
SetFormula = Callable[[str, Box, int, Letters], Writing]


def layers(visual: EquationVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return one card a line; a long one that stands alone has all the room."""
    cards = first_that_fits(partial(_cards, visual, area, theme, tallest) for tallest in (TALLEST, None))
    return in_turn(cards, timeline, theme.accent("equation"))


def _cards(visual: EquationVisual, area: Box, theme: Theme, tallest: float | None) -> list[Card]:
    boxes = area.rows(len(visual.lines), 26, tallest)
    set_formula = fit_maths if tallest or len(visual.lines) > 1 else fit_maths_or_words
    return [_card(box, line, theme, set_formula) for box, line in zip(boxes, visual.lines, strict=True)]


def _card(box: Box, line: EquationLine, theme: Theme, set_formula: SetFormula) -> Card:
    inner = box.inset(48, 14)
    note_height = min(96.0, inner.height * 0.34) if line.note else 0.0
    formula_box, note_box = inner.split_top(inner.height - note_height)
    letters = theme.letters("Regular", theme.accent("equation"), "center")
    texts: list[Writing] = [set_formula(line.latex, formula_box.inset(0, 6), 110, letters)]
    if line.note:
        texts.append(fit(line.note, note_box, 42, theme.letters("Regular", theme.quiet, "center")))
    return Card(box, card_paint(box, theme), line.at, texts)
