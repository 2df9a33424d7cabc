"""Steps: numbered cards in reading order, joined by arrows."""

from shared.models.visuals.words import StepsVisual

from ..geometry import Box
from ..layers import Layer, Timeline
from ..text import fit_alike
from ..theme import Theme
from .elements import arrow_paint, badge, card_paint, cards_of, in_turn, together

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
    inner = [Box(box.x + 28, box.y, box.width - 56, box.height - 20) for box in below]
    letters = theme.letters("Semibold", align="center")
    words = fit_alike([step.text for step in visual.steps], inner, 52, letters)
    accent = theme.accent("steps")
    numbers, paints = [], []
    for index, box in enumerate(boxes):
        place = Box(box.middle[0] - radius, box.y + 30, 2 * radius, 2 * radius)
        disc, number = badge(place, str(visual.first_number + index), theme, accent)
        y = box.middle[1]
        arrow = [arrow_paint([(box.x - GAP + 16, y), (box.x - 12, y)], accent, 8)] if index % in_a_row else []
        numbers.append(number)
        paints.append(together(*arrow, card_paint(box, theme), disc))
    return in_turn(cards_of(visual.steps, boxes, paints, numbers, words), timeline, accent)
