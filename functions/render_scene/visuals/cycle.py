"""Cycle: stages around an ellipse, joined by arrows that return to the first."""

from math import cos, pi, sin
from typing import Any

from shared.models.script import CycleVisual, Point

from ..geometry import Box
from ..layers import Element, Layer, Timeline
from ..shapes import arrow, card
from ..text import fit
from ..theme import Theme
from .elements import Card, badge, in_turn

CARD_WIDTH, CARD_HEIGHT = 430, 132
CLEARANCE = 26
_ARC_POINTS = 72


def layers(visual: CycleVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return one card a stage and the arrow to it; the arrow that closes the circle comes with the last stage."""
    count = len(visual.stages)
    boxes = [_place(area, index, count) for index in range(count)]
    accent = theme.accent("cycle")
    cards = [
        _card(box, stage, number, theme)
        for number, (box, stage) in enumerate(zip(boxes, visual.stages, strict=True), 1)
    ]
    entries = [timeline.start_of(stage.at) for stage in visual.stages]
    arrows: list[Layer] = []
    for index in range(count):
        points = _arc(area, index, count, boxes)
        enters = entries[index + 1] if index + 1 < count else entries[-1]
        arrows.append(Element(_around(points), _arrow(points, accent), enters=enters))
    return [*arrows, *in_turn(cards, timeline, accent)]


def _card(box: Box, stage: Point, number: int, theme: Theme) -> Card:
    accent = theme.accent("cycle")
    words = fit(stage.text, Box(box.x + 104, box.y + 8, box.width - 128, box.height - 16), 46, theme.ink, "Semibold")

    def paint(canvas: Any) -> None:
        card(canvas, box, theme.card, theme.edge)
        badge(canvas, box.x + 58, box.middle[1], 34, str(number), accent, theme.on_accent)
        words.draw(canvas)

    return box, paint, stage.at


def _radii(area: Box) -> tuple[float, float]:
    return (area.width - CARD_WIDTH) / 2 * 0.86, (area.height - CARD_HEIGHT) / 2


def _point(area: Box, angle: float) -> tuple[float, float]:
    x, y = area.middle
    across, down = _radii(area)
    return x + across * cos(angle), y + down * sin(angle)


def _angle(index: float, count: int) -> float:
    return -pi / 2 + 2 * pi * index / count


def _place(area: Box, index: int, count: int) -> Box:
    x, y = _point(area, _angle(index, count))
    return Box(x - CARD_WIDTH / 2, y - CARD_HEIGHT / 2, CARD_WIDTH, CARD_HEIGHT)


def _arc(area: Box, index: int, count: int, boxes: list[Box]) -> list[tuple[float, float]]:
    """Return the way from a stage to the next along the ellipse, as far as no card is on it."""
    steps = [_point(area, _angle(index + step / _ARC_POINTS, count)) for step in range(_ARC_POINTS + 1)]
    taken = [box.inset(-CLEARANCE) for box in boxes]
    free = [(x, y) for x, y in steps if not any(box.x < x < box.right and box.y < y < box.bottom for box in taken)]
    return free if len(free) > 1 else steps[_ARC_POINTS // 2 - 1 : _ARC_POINTS // 2 + 1]


def _arrow(points: list[tuple[float, float]], color: int) -> Any:
    return lambda canvas: arrow(canvas, points, color, 9)


def _around(points: list[tuple[float, float]]) -> Box:
    across, down = [x for x, _ in points], [y for _, y in points]
    return Box(min(across), min(down), max(across) - min(across), max(down) - min(down))
