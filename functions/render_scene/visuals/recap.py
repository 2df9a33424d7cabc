"""Recap: what to remember, ticked off one by one."""

from typing import Any

from shared.models.visuals.words import RecapVisual

from ..geometry import Box
from ..layers import Layer, Timeline
from ..shapes import check, disc
from ..text import fit_alike
from ..theme import Theme
from .elements import Card, card_paint, in_turn, inside, together


def layers(visual: RecapVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return one card a point, with a check mark."""
    boxes = area.rows(len(visual.points), 26, tallest=160)
    texts = [point.text for point in visual.points]
    words = fit_alike(texts, [inside(box, 140, 40) for box in boxes], 52, theme.letters("Semibold"))
    cards = [
        Card(box, together(card_paint(box, theme), _tick(box, theme)), point.at, [text])
        for box, point, text in zip(boxes, visual.points, words, strict=True)
    ]
    return in_turn(cards, timeline, theme.accent("recap"))


def _tick(box: Box, theme: Theme) -> Any:
    x, y, radius = box.x + 74, box.middle[1], min(36, box.height / 2 - 12)

    def paint(canvas: Any) -> None:
        disc(canvas, x, y, radius, theme.accent("recap"))
        check(canvas, x, y, radius * 0.45, theme.on_accent)

    return paint
