"""Recap: what to remember, ticked off one by one."""

from shared.models.visuals.words import RecapVisual

from ..geometry import Box
from ..layers import Layer, Paint, Timeline
from ..shapes import check
from ..text import fit_alike
from ..theme import Theme
from .elements import card_paint, cards_of, in_turn, inside, sign_paint, together


def layers(visual: RecapVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return one card a point, with a check mark."""
    boxes = area.rows(len(visual.points), 26, tallest=160)
    texts = [point.text for point in visual.points]
    words = fit_alike(texts, [inside(box, 140, 40) for box in boxes], 52, theme.letters("Semibold"))
    paints = [together(card_paint(box, theme), _tick(box, theme)) for box in boxes]
    return in_turn(cards_of(visual.points, boxes, paints, words), timeline, theme.accent("recap"))


def _tick(box: Box, theme: Theme) -> Paint:
    radius = min(36, box.height / 2 - 12)
    place = box.x + 74, box.middle[1]
    return sign_paint(place, radius, theme.accent("recap"), check, radius * 0.45, theme.on_accent)
