"""Steps: numbered cards in reading order, joined by arrows."""

from typing import Any

from shared.models.visuals.words import StepsVisual

from ..geometry import Box
from ..layers import Layer, Paint, Timeline
from ..shapes import arrow
from ..text import fit_alike
from ..theme import Theme
from .elements import Card, badge, card_paint, in_turn, together

GAP = 84  # holds an arrow
MOST_IN_A_ROW = 3
TALLEST = 420


def layers(visual: StepsVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return one card a step; a row has at most three."""
    count = len(visual.steps)
    in_a_row = count if count <= MOST_IN_A_ROW else (count + 1) // 2
    rows = area.rows(-(-count // in_a_row), 56, tallest=TALLEST)
    boxes = [box for row in rows for box in row.columns(in_a_row, GAP)][:count]
    radius = min(50.0, boxes[0].height * 0.17)
    below = [box.split_top(2 * radius + 44)[1] for box in boxes]
    words = fit_alike(
        [step.text for step in visual.steps],
        [Box(box.x + 28, box.y, box.width - 56, box.height - 20) for box in below],
        52,
        theme.letters("Semibold", align="center"),
    )
    accent = theme.accent("steps")
    cards = []
    for index, (box, step, text) in enumerate(zip(boxes, visual.steps, words, strict=True)):
        place = Box(box.middle[0] - radius, box.y + 30, 2 * radius, 2 * radius)
        disc, number = badge(place, str(visual.first_number + index), theme, accent)
        paints = [card_paint(box, theme), disc]
        if index % in_a_row:
            paints.insert(0, _arrow_to(box, accent))
        cards.append(Card(box, together(*paints), step.at, [number, text]))
    return in_turn(cards, timeline, accent)


def _arrow_to(box: Box, color: int) -> Paint:
    x, y = box.x, box.middle[1]

    def paint(canvas: Any) -> None:
        arrow(canvas, [(x - GAP + 16, y), (x - 12, y)], color)

    return paint
