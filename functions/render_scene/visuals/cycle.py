"""Cycle: stages in a circle, joined by arrows that return to the first and along which dots travel."""

from dataclasses import dataclass
from functools import partial
from math import cos, pi, sin

from shared.models.visuals.words import CycleVisual

from ..geometry import Box, Place
from ..layers import Element, Layer, Timeline
from ..text import Align, fit_alike
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
    plans = (_ring, _two_rows)
    return first_that_fits(partial(_layers, visual, plan(area, len(visual.stages)), theme, timeline) for plan in plans)


@dataclass(frozen=True)
class _Plan:
    """Say where each card, its number and its text stand, and which way leads to the next."""

    boxes: list[Box]
    badges: list[Box]
    texts: list[Box]
    align: Align
    ways: list[list[Place]]


def _ring(area: Box, count: int) -> _Plan:
    boxes = [Box.centered(_point(area, index, count), CARD_WIDTH, CARD_HEIGHT) for index in range(count)]
    badges = [Box.centered((box.x + 58, box.middle[1]), 68, 68) for box in boxes]
    texts = [Box(box.x + 104, box.y + 8, box.width - 128, box.height - 16) for box in boxes]
    return _Plan(boxes, badges, texts, "left", [_arc(area, index, count, boxes) for index in range(count)])


def _two_rows(area: Box, count: int) -> _Plan:
    """Give long stages larger cards: to the right in the upper row, back to the left in the lower one."""
    upper = (count + 1) // 2
    top, bottom = area.inset(30, 34).rows(2, ROW_GAP)
    boxes = _row(top, upper, upper) + _row(bottom, count - upper, upper)[::-1]
    badges = [Box.centered((box.x + 8, box.y + 4), 64, 64) for box in boxes]
    texts = [Box(box.x + 36, box.y + 14, box.width - 64, box.height - 28) for box in boxes]
    ways = [_between(box, boxes[(index + 1) % count]) for index, box in enumerate(boxes)]
    return _Plan(boxes, badges, texts, "center", ways)


def _layers(visual: CycleVisual, plan: _Plan, theme: Theme, timeline: Timeline) -> list[Layer]:
    accent, letters = theme.accent("cycle"), theme.letters("Semibold", align=plan.align)
    words = fit_alike([stage.text for stage in visual.stages], plan.texts, 46, letters)
    entries = [timeline.start_of(stage.at) for stage in visual.stages]
    arrows: list[Layer] = []
    for way, enters in zip(plan.ways, [*entries[1:], entries[-1]], strict=True):
        arrows.append(Element(Box.around(way), arrow_paint(way, accent, ARROW_WIDTH), enters, rise=0))
        arrows.append(dots_along(way, ARROW_WIDTH, enters, timeline, theme.card, 0.6))
    badges = [badge(box, str(number), theme, accent) for number, box in enumerate(plan.badges, 1)]
    paints = [together(card_paint(box, theme), disc) for box, (disc, _) in zip(plan.boxes, badges, strict=True)]
    cards = cards_of(visual.stages, plan.boxes, paints, [sign for _, sign in badges], words)
    return [*arrows, *in_turn(cards, timeline, accent)]


def _row(row: Box, count: int, columns: int) -> list[Box]:
    width = min(WIDEST, row.columns(columns, COLUMN_GAP)[0].width)
    used = width * count + COLUMN_GAP * (count - 1)
    return Box(row.middle[0] - used / 2, row.y, used, row.height).columns(count, COLUMN_GAP)


def _between(one: Box, other: Box) -> list[Place]:
    """Return the straight way from one card to another, as far as it is on neither."""
    (x0, y0), (x1, y1) = one.middle, other.middle
    parts = [step / _ARC_POINTS for step in range(_ARC_POINTS + 1)]
    return _free([(x0 + (x1 - x0) * part, y0 + (y1 - y0) * part) for part in parts], [one, other])


def _point(area: Box, index: float, count: int) -> Place:
    """Return where a stage stands on the ellipse, the first one at its top."""
    angle = -pi / 2 + 2 * pi * index / count
    x, y = area.middle
    across, down = (area.width - CARD_WIDTH) / 2 * 0.86, (area.height - CARD_HEIGHT) / 2
    return x + across * cos(angle), y + down * sin(angle)


def _arc(area: Box, index: int, count: int, boxes: list[Box]) -> list[Place]:
    """Return the way from a stage to the next along the ellipse, as far as no card is on it."""
    steps = [_point(area, index + step / _ARC_POINTS, count) for step in range(_ARC_POINTS + 1)]
    return _free(steps, boxes)


def _free(steps: list[Place], boxes: list[Box]) -> list[Place]:
    taken = [box.inset(-CLEARANCE) for box in boxes]
    free = [(x, y) for x, y in steps if not any(box.x < x < box.right and box.y < y < box.bottom for box in taken)]
    return free if len(free) > 1 else steps[_ARC_POINTS // 2 - 1 : _ARC_POINTS // 2 + 1]
