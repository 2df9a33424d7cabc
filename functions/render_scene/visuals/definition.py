"""Definition: new words with their meanings."""

from typing import Any

from shared.models.script import Definition, DefinitionVisual

from ..geometry import Box
from ..layers import Layer, Timeline
from ..shapes import card, panel
from ..text import fit
from ..theme import Theme
from .elements import Card, in_turn


def layers(visual: DefinitionVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return one card a word."""
    boxes = area.rows(len(visual.definitions), 30, tallest=230)
    cards = [_card(box, found, theme) for box, found in zip(boxes, visual.definitions, strict=True)]
    return in_turn(cards, timeline, theme.accent("definition"))


def _card(box: Box, definition: Definition, theme: Theme) -> Card:
    accent = theme.accent("definition")
    left, right = box.split_left(box.width * 0.3)
    term = fit(definition.term, left.inset(34, 14), 54, theme.on_accent, "Bold")
    meaning = fit(definition.meaning, right.inset(40, 14), 46, theme.ink)

    def paint(canvas: Any) -> None:
        card(canvas, box, theme.card, theme.edge)
        panel(canvas, left, accent)
        term.draw(canvas)
        meaning.draw(canvas)

    return box, paint, definition.at
