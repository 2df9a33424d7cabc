"""Definition: new words with their meanings."""

from functools import partial

from shared.models.visuals.words import DefinitionVisual

from ..geometry import Box
from ..layers import Layer, Timeline
from ..text import fit_alike
from ..theme import Theme
from .elements import Card, card_paint, first_that_fits, in_turn, panel_paint, together

TERM_PART = 0.3  # of the width


def layers(visual: DefinitionVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return one card a word, taller where its meaning is long."""
    count = len(visual.definitions)
    return first_that_fits(
        partial(_layers, visual, area.rows(count, 30, tallest), theme, timeline) for tallest in (230, None)
    )


def _layers(visual: DefinitionVisual, boxes: list[Box], theme: Theme, timeline: Timeline) -> list[Layer]:
    accent = theme.accent("definition")
    halves = [box.split_left(box.width * TERM_PART) for box in boxes]
    terms = fit_alike(
        [found.term for found in visual.definitions],
        [left.inset(34, 14) for left, _ in halves],
        54,
        theme.letters("Bold", theme.on_accent),
    )
    meanings = fit_alike(
        [found.meaning for found in visual.definitions],
        [right.inset(40, 14) for _, right in halves],
        46,
        theme.letters(),
    )
    cards = [
        Card(
            box,
            together(card_paint(box, theme), panel_paint(left, accent)),
            found.at,
            [term, meaning],
        )
        for box, (left, _), found, term, meaning in zip(boxes, halves, visual.definitions, terms, meanings, strict=True)
    ]
    return in_turn(cards, timeline, accent)
