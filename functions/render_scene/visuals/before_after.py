"""Before and after: two states side by side, with what happens in between."""

from shared.models.visuals.stories import BeforeAfterVisual, Side

from ..geometry import Box
from ..layers import Element, Layer, Timeline
from ..text import fit, fit_alike
from ..theme import Theme
from .elements import arrow_paint, card_paint, cards_of, dots_along, in_turn, inside, panel_paint, present

MIDDLE_WIDTH, TITLE_HEIGHT, GAP = 270, 104, 24
TEXT_SIZE, TITLE_SIZE, CHANGE_SIZE = 46, 48, 38
ARROW_WIDTH = 14


def layers(visual: BeforeAfterVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return the two titles, the points under them, and the arrow that leads from one to the other."""
    left, right = area.columns(2, MIDDLE_WIDTH + 2 * GAP)
    tops = [box.split_top(TITLE_HEIGHT)[0] for box in (left, right)]
    inner = [inside(top, 30, 30, 6) for top in tops]
    letters = theme.letters("Bold", theme.on_accent, "center")
    titles = fit_alike([visual.before.title, visual.after.title], inner, TITLE_SIZE, letters)
    changes = timeline.start_of(min(point.at for point in visual.after.points))
    return [
        present(tops[0], panel_paint(tops[0], theme.accent("comparison")), timeline, titles[:1]),
        Element(tops[1], panel_paint(tops[1], theme.accent("recap")), changes, titles[1:]),
        *_change(visual, area, theme, timeline, changes),
        *_points(visual, left, right, theme, timeline),
    ]


def _points(visual: BeforeAfterVisual, left: Box, right: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    points = [*visual.before.points, *visual.after.points]
    boxes = [*_rows(visual.before, left), *_rows(visual.after, right)]
    inner = [inside(box, 32, 32, 4) for box in boxes]
    words = fit_alike([point.text for point in points], inner, TEXT_SIZE, theme.letters())
    cards = cards_of(points, boxes, [card_paint(box, theme) for box in boxes], words)
    return in_turn(cards, timeline, theme.accent("before_after"))


def _rows(side: Side, box: Box) -> list[Box]:
    return box.split_top(TITLE_HEIGHT, GAP)[1].rows(len(side.points), GAP)


def _change(visual: BeforeAfterVisual, area: Box, theme: Theme, timeline: Timeline, enters: int) -> list[Layer]:
    box = Box.centered(area.middle, MIDDLE_WIDTH, area.height)
    y = area.middle[1]
    way = [(box.x + 10, y), (box.right - 10, y)]
    line = Element(
        Box.around(way).inset(-20), arrow_paint(way, theme.shade("ink", "strong"), ARROW_WIDTH), enters, rise=0
    )
    if visual.change:
        letters = theme.letters("Semibold", align="center")
        found = fit(visual.change, Box(box.x, box.y, box.width, box.height / 2 - 40), CHANGE_SIZE, letters)
        found = found.moved(0, y - 40 - found.bounds.bottom)
        line.texts, line.box = [found], line.box.joined(found.bounds)
    return [line, dots_along(way, ARROW_WIDTH, enters, timeline, theme.paper, 0.5)]
