"""Definition: new words with their meanings."""

from functools import partial

from shared.models.visuals.words import DefinitionVisual

from ..geometry import Box
from ..layers import Layer, Timeline
from ..text import fit_alike
from ..theme import Theme
from .elements import card_paint, cards_of, first_that_fits, in_turn, panel_paint, together

TERM_PART = 0.3  # of the width


def layers(visual: DefinitionVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return one card a word, taller where its meaning is long."""
    count = len(visual.definitions)
    return first_that_fits(
        partial(_layers, visual, area.rows(count, 30, tallest), theme, timeline) for tallest in (230, None)
    )


def _layers(visual: DefinitionVisual, boxes: list[Box], theme: Theme, timeline: Timeline) -> list[Layer]:
    accent, letters = theme.accent("definition"), theme.letters("Bold", theme.on_accent)
    lefts, rights = zip(*(box.split_left(box.width * TERM_PART) for box in boxes), strict=True)
    terms = fit_alike([found.term for found in visual.definitions], [box.inset(34, 14) for box in lefts], 54, letters)
    texts = [found.meaning for found in visual.definitions]
    meanings = fit_alike(texts, [box.inset(40, 14) for box in rights], 46, theme.letters())
    paints = [
        together(card_paint(box, theme), panel_paint(left, accent)) for box, left in zip(boxes, lefts, strict=True)
    ]
    return in_turn(cards_of(visual.definitions, boxes, paints, terms, meanings), timeline, accent)
