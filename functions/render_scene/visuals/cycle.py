"""Cycle: stages in a circle, joined by arrows that return to the first and along which dots travel."""

from functools import partial
from math import cos, pi, sin

from shared.models.visuals.words import CycleVisual

from ..geometry import Box, Place
from ..layers import Element, Layer, Timeline
from ..text import Text, fit_alike
from ..theme import Theme
from .elements import arrow_paint, badge, card_paint, cards_of, dots_along, first_that_fits, in_turn, together

CARD_WIDTH, CARD_HEIGHT = 430, 132
CLEARANCE = 26
ROW_GAP, COLUMN_GAP = 120, 120
WIDEST = 700
ARROW_WIDTH = 10
_ARC_POINTS = 72


def layers(visual: CycleVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return one card a stage and the arrow to it; the arrow that closes the circle comes with the last stage."""
    return first_that_fits(partial(lay_out, visual, area, theme, timeline) for lay_out in (_in_a_ring, _in_two_rows))


def _in_a_ring(visual: CycleVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    count = len(visual.stages)
    boxes = [_place(area, index, count) for index in range(count)]
    texts = [Box(box.x + 104, box.y + 8, box.width - 128, box.height - 16) for box in boxes]
    badges = [Box.centered((box.x + 58, box.middle[1]), 68, 68) for box in boxes]
    words = fit_alike([stage.text for stage in visual.stages], texts, 46, theme.letters("Semibold"))
    ways = [_arc(area, index, count, boxes) for index in range(count)]
    return _layers(visual, boxes, badges, words, ways, theme, timeline)


def _in_two_rows(visual: CycleVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Lay long stages out in larger cards: to the right in the upper row, back to the left in the lower one."""
    count = len(visual.stages)
    upper = (count + 1) // 2
    top, bottom = area.inset(30, 34).rows(2, ROW_GAP)
    boxes = _row(top, upper, upper) + _row(bottom, count - upper, upper)[::-1]
    badges = [Box.centered((box.x + 8, box.y + 4), 64, 64) for box in boxes]
    inner = [Box(box.x + 36, box.y + 14, box.width - 64, box.height - 28) for box in boxes]
    letters = theme.letters("Semibold", align="center")
    words = fit_alike([stage.text for stage in visual.stages], inner, 46, letters)
    ways = [_between(box, boxes[(index + 1) % count]) for index, box in enumerate(boxes)]
    return _layers(visual, boxes, badges, words, ways, theme, timeline)


def _layers(
    visual: CycleVisual,
    boxes: list[Box],
    badges: list[Box],
    words: list[Text],
    ways: list[list[Place]],
    theme: Theme,
    timeline: Timeline,
) -> list[Layer]:
    accent = theme.accent("cycle")
    entries = [timeline.start_of(stage.at) for stage in visual.stages]
    arrows: list[Layer] = []
    for way, enters in zip(ways, [*entries[1:], entries[-1]], strict=True):
        arrows.append(Element(Box.around(way), arrow_paint(way, accent, ARROW_WIDTH), enters, rise=0))
        arrows.append(dots_along(way, ARROW_WIDTH, enters, timeline, theme.card, 0.6))
    discs, signs = zip(*(badge(box, str(number), theme, accent) for number, box in enumerate(badges, 1)), strict=True)
    paints = [together(card_paint(box, theme), disc) for box, disc in zip(boxes, discs, strict=True)]
    return [*arrows, *in_turn(cards_of(visual.stages, boxes, paints, signs, words), timeline, accent)]


def _row(row: Box, count: int, columns: int) -> list[Box]:
    width = min(WIDEST, row.columns(columns, COLUMN_GAP)[0].width)
    used = width * count + COLUMN_GAP * (count - 1)
    return Box(row.middle[0] - used / 2, row.y, used, row.height).columns(count, COLUMN_GAP)


def _between(one: Box, other: Box) -> list[Place]:
    """Return the straight way from one card to another, as far as it is on neither."""
    (x0, y0), (x1, y1) = one.middle, other.middle
    steps = [
        (x0 + (x1 - x0) * step / _ARC_POINTS, y0 + (y1 - y0) * step / _ARC_POINTS) for step in range(_ARC_POINTS + 1)
    ]
    return _free(steps, [one, other])


def _point(area: Box, angle: float) -> Place:
    x, y = area.middle
    across, down = (area.width - CARD_WIDTH) / 2 * 0.86, (area.height - CARD_HEIGHT) / 2
    return x + across * cos(angle), y + down * sin(angle)


def _angle(index: float, count: int) -> float:
    return -pi / 2 + 2 * pi * index / count


def _place(area: Box, index: int, count: int) -> Box:
    return Box.centered(_point(area, _angle(index, count)), CARD_WIDTH, CARD_HEIGHT)


def _arc(area: Box, index: int, count: int, boxes: list[Box]) -> list[Place]:
    """Return the way from a stage to the next along the ellipse, as far as no card is on it."""
    steps = [_point(area, _angle(index + step / _ARC_POINTS, count)) for step in range(_ARC_POINTS + 1)]
    return _free(steps, boxes)


def _free(steps: list[Place], boxes: list[Box]) -> list[Place]:
    taken = [box.inset(-CLEARANCE) for box in boxes]
    free = [(x, y) for x, y in steps if not any(box.x < x < box.right and box.y < y < box.bottom for box in taken)]
    return free if len(free) > 1 else steps[_ARC_POINTS // 2 - 1 : _ARC_POINTS // 2 + 1]
