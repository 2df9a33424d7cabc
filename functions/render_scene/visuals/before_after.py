"""Before and after: two states side by side, with what happens in between."""

from shared.models.visuals.stories import BeforeAfterVisual, Side

from ..geometry import Box
from ..layers import Element, Layer, Timeline
from ..motion import Flow
from ..shapes import arrow, without_head
from ..text import fit, fit_alike
from ..theme import Theme
from .elements import Card, card_paint, in_turn, inside, panel_paint, present

MIDDLE_WIDTH, TITLE_HEIGHT, GAP = 270, 104, 24
TEXT_SIZE, TITLE_SIZE, CHANGE_SIZE = 46, 48, 38
ARROW_WIDTH = 14


def layers(visual: BeforeAfterVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return the two titles, the points under them, and the arrow that leads from one to the other."""
    left, right = area.columns(2, MIDDLE_WIDTH + 2 * GAP)
    sides = [(visual.before, left, theme.accent("comparison")), (visual.after, right, theme.accent("recap"))]
    titles = fit_alike(
        [side.title for side, _, _ in sides],
        [inside(box.split_top(TITLE_HEIGHT)[0], 30, 30, 6) for _, box, _ in sides],
        TITLE_SIZE,
        theme.letters("Bold", theme.on_accent, "center"),
    )
    found: list[Layer] = []
    for (side, box, color), title in zip(sides, titles, strict=True):
        top = box.split_top(TITLE_HEIGHT)[0]
        enters = min(point.at for point in side.points)
        layer = present(top, panel_paint(top, color), timeline, [title])
        if side is visual.after:
            layer = Element(top, panel_paint(top, color), timeline.start_of(enters), [title])
        found.append(layer)
    return [*found, *_change(visual, area, theme, timeline), *_points(visual, left, right, theme, timeline)]


def _points(visual: BeforeAfterVisual, left: Box, right: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    points = [*visual.before.points, *visual.after.points]
    boxes = [*_rows(visual.before, left), *_rows(visual.after, right)]
    words = fit_alike(
        [point.text for point in points], [inside(box, 32, 32, 4) for box in boxes], TEXT_SIZE, theme.letters()
    )
    cards = [
        Card(box, card_paint(box, theme), point.at, [text])
        for box, point, text in zip(boxes, points, words, strict=True)
    ]
    return in_turn(cards, timeline, theme.accent("before_after"))


def _rows(side: Side, box: Box) -> list[Box]:
    return box.split_top(TITLE_HEIGHT, GAP)[1].rows(len(side.points), GAP)


def _change(visual: BeforeAfterVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    box = Box.centered(area.middle, MIDDLE_WIDTH, area.height)
    y = area.middle[1]
    way = [(box.x + 10, y), (box.right - 10, y)]
    color = theme.shade("ink", "strong")
    texts = []
    if visual.change:
        letters = theme.letters("Semibold", align="center")
        found = fit(visual.change, Box(box.x, box.y, box.width, box.height / 2 - 40), CHANGE_SIZE, letters)
        texts = [found.moved(0, y - 40 - found.bounds.bottom)]
    enters = timeline.start_of(min(point.at for point in visual.after.points))
    line = Element(
        Box.around(way).inset(-20), lambda canvas: arrow(canvas, way, color, ARROW_WIDTH), enters, texts, rise=0
    )
    if texts:
        line.box = line.box.joined(texts[0].bounds)
    return [line, Flow(without_head(way, ARROW_WIDTH), enters + 12, timeline.last + 1, theme.paper, ARROW_WIDTH * 0.5)]
