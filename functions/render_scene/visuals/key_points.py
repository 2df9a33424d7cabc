"""Key points: short texts under each other, each entering when it is spoken about."""

from shared.models.visuals.words import KeyPointsVisual

from ..geometry import Box
from ..layers import Layer, Timeline
from ..text import fit_alike
from ..theme import Theme
from .elements import card_paint, cards_of, in_turn, inside, panel_paint, together

FEW = 2
"""As many points have room to be large."""


def layers(visual: KeyPointsVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return one card a point, with a bar at its left."""
    few = len(visual.points) <= FEW
    boxes = area.rows(len(visual.points), 28, tallest=260 if few else 180)
    accent = theme.accent("key_points")
    texts = [point.text for point in visual.points]
    words = fit_alike(texts, [inside(box, 64, 40) for box in boxes], 76 if few else 56, theme.letters("Semibold"))
    bars = [panel_paint(Box(box.x + 22, box.y + 24, 12, box.height - 48), accent) for box in boxes]
    paints = [together(card_paint(box, theme), bar) for box, bar in zip(boxes, bars, strict=True)]
    return in_turn(cards_of(visual.points, boxes, paints, words), timeline, accent)
