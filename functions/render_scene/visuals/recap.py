"""Recap: what to remember, ticked off one by one."""

from typing import Any

from shared.models.script import RecapVisual

from ..geometry import Box
from ..layers import Layer, Timeline
from ..shapes import card, check, disc
from ..text import fit
from ..theme import Theme
from .elements import Card, in_turn


def layers(visual: RecapVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return one card a point, with a check mark."""
    boxes = area.rows(len(visual.points), 26, tallest=160)
    cards = [_card(box, point.text, point.at, theme) for box, point in zip(boxes, visual.points, strict=True)]
    return in_turn(cards, timeline, theme.accent("recap"))


def _card(box: Box, text: str, at: int, theme: Theme) -> Card:
    accent = theme.accent("recap")
    words = fit(text, Box(box.x + 140, box.y + 10, box.width - 180, box.height - 20), 52, theme.ink, "Semibold")
    x, y = box.x + 74, box.middle[1]
    radius = min(36, box.height / 2 - 12)

    def paint(canvas: Any) -> None:
        card(canvas, box, theme.card, theme.edge)
        disc(canvas, x, y, radius, accent)
        check(canvas, x, y, radius * 0.45, theme.on_accent)
        words.draw(canvas)

    return box, paint, at
