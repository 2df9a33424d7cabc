"""Key points: short texts under each other, each entering when it is spoken about."""

from typing import Any

from shared.models.script import KeyPointsVisual

from ..geometry import Box
from ..layers import Layer, Timeline
from ..shapes import card, panel
from ..text import fit
from ..theme import Theme
from .elements import Card, in_turn


def layers(visual: KeyPointsVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return one card a point."""
    boxes = area.rows(len(visual.points), 28, tallest=180)
    accent = theme.accent("key_points")
    cards = [_card(box, point.text, point.at, theme) for box, point in zip(boxes, visual.points, strict=True)]
    return in_turn(cards, timeline, accent)


def _card(box: Box, text: str, at: int, theme: Theme) -> Card:
    accent = theme.accent("key_points")
    words = fit(text, Box(box.x + 64, box.y + 10, box.width - 104, box.height - 20), 56, theme.ink, "Semibold")
    bar = Box(box.x + 22, box.y + 24, 12, box.height - 48)

    def paint(canvas: Any) -> None:
        card(canvas, box, theme.card, theme.edge)
        panel(canvas, bar, accent)
        words.draw(canvas)

    return box, paint, at
