"""Timeline: events on a line, above and below it in turn."""

from functools import partial
from typing import Any

from shared.models.visuals.stories import TimelineVisual

from ..geometry import Box
from ..layers import Layer, Paint, Timeline
from ..shapes import line
from ..text import fit_alike
from ..theme import Theme
from .elements import arrow_paint, card_paint, cards_of, first_that_fits, in_turn, present, ring, together

GAP, STEM = 28, 38
WHEN_HEIGHTS = (62, 92)
WIDEST = 560


def layers(visual: TimelineVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return the line, and a card an event that enters when it is spoken about."""
    return first_that_fits(partial(_layers, visual, area, theme, timeline, height) for height in WHEN_HEIGHTS)


def _layers(visual: TimelineVisual, area: Box, theme: Theme, timeline: Timeline, when_height: float) -> list[Layer]:
    count = len(visual.events)
    color = theme.accent("timeline")
    y = area.middle[1]
    step = area.width / (count + 1)
    width = min(WIDEST, 2 * step - GAP)
    places = [area.x + step * (index + 1) for index in range(count)]
    half = area.height / 2 - STEM
    boxes = [
        Box(x - width / 2, area.y if index % 2 == 0 else y + STEM, width, half).within(area)
        for index, x in enumerate(places)
    ]
    above = [Box(box.x + 20, box.y + 12, box.width - 40, when_height) for box in boxes]
    whens = fit_alike([event.when for event in visual.events], above, 44, theme.letters("Bold", color, "center"))
    below = [Box(box.x + 24, box.y + when_height + 16, box.width - 48, box.height - when_height - 32) for box in boxes]
    texts = fit_alike([event.text for event in visual.events], below, 42, theme.letters("Regular", align="center"))
    paints = [
        together(card_paint(box, theme), _stem(x, y, box, color, theme.paper))
        for x, box in zip(places, boxes, strict=True)
    ]
    way = arrow_paint([(area.x, y), (area.right, y)], theme.ink, 8)
    cards = cards_of(visual.events, boxes, paints, whens, texts)
    return [present(Box(area.x, y - 20, area.width, 40), way, timeline), *in_turn(cards, timeline, color)]


def _stem(x: float, y: float, box: Box, color: int, ground: int) -> Paint:
    start = box.bottom if box.bottom < y else box.y

    def paint(canvas: Any) -> None:
        line(canvas, (x, start), (x, y), color, 5)
        ring(canvas, (x, y), 17, color, 8, ground)

    return paint
