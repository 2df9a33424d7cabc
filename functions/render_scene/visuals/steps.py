"""Steps: numbered cards in reading order, joined by arrows."""

from typing import Any

from shared.models.script import StepsVisual

from ..geometry import Box
from ..layers import Layer, Timeline
from ..shapes import arrow, card
from ..text import fit
from ..theme import Theme
from .elements import Card, badge, in_turn

GAP = 84  # holds an arrow
MOST_IN_A_ROW = 3
TALLEST = 420


def layers(visual: StepsVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return one card a step; a row has at most three."""
    count = len(visual.steps)
    in_a_row = count if count <= MOST_IN_A_ROW else (count + 1) // 2
    rows = area.rows(-(-count // in_a_row), 56, tallest=TALLEST)
    boxes = [box for row in rows for box in row.columns(in_a_row, GAP)][:count]
    cards = [
        _card(box, step.text, step.at, visual.first_number + index, index % in_a_row > 0, theme)
        for index, (box, step) in enumerate(zip(boxes, visual.steps, strict=True))
    ]
    return in_turn(cards, timeline, theme.accent("steps"))


def _card(box: Box, text: str, at: int, number: int, follows: bool, theme: Theme) -> Card:
    accent = theme.accent("steps")
    radius = min(50.0, box.height * 0.17)
    top, below = box.split_top(2 * radius + 44)
    words = fit(
        text, Box(below.x + 28, below.y, below.width - 56, below.height - 20), 52, theme.ink, "Semibold", "center"
    )

    def paint(canvas: Any) -> None:
        if follows:
            y = box.middle[1]
            arrow(canvas, [(box.x - GAP + 16, y), (box.x - 28, y)], accent)
        card(canvas, box, theme.card, theme.edge)
        badge(canvas, top.middle[0], top.y + 30 + radius, radius, str(number), accent, theme.on_accent)
        words.draw(canvas)

    return box, paint, at
