"""Flow: what leads to what, in columns from left to right, with branches."""

from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from shared.models.visuals.stories import FlowLink, FlowNode, FlowVisual

from ..geometry import Box, Place
from ..layers import Element, Layer, Paint, Timeline
from ..text import fit_alike, set_text, size_of
from ..theme import Theme
from .elements import (
    Layout,
    arrow_paint,
    card_paint,
    cards_of,
    dots_along,
    first_that_fits,
    in_turn,
    panel_paint,
    together,
)

GAP = 150  # between columns, where the arrows are
TALLEST = 190
TEXT_SIZE, LABEL_SIZE, LABEL_WIDTH = 42, 34, GAP - 16
ARROW_WIDTH = 8
KINDS = {"step": "steps", "question": "worked_example", "result": "recap"}
"""Each role is coloured as a kind of visual; a question has a double edge too, and a result is filled."""


def layers(visual: FlowVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return the arrows, the nodes, and the labels of the arrows."""
    return first_that_fits(partial(_layers, visual, area, theme, timeline, room) for room in ROOMS)


def _layers(visual: FlowVisual, area: Box, theme: Theme, timeline: Timeline, room: "_Room") -> list[Layer]:
    flow = _Flow(visual, area, theme, timeline, room)
    boxes = flow.boxes()
    return [*flow.arrows(boxes), *flow.nodes(boxes), *flow.labels(boxes)]


class _Room(NamedTuple):
    """Say how far apart are the nodes of a column, their texts from their sides and tops, and the arrows above them."""

    row_gap: float
    margins: tuple[float, float]
    lanes: float
    """Above and below all arrows that pass over nodes."""
    lane_gap: float


ROOMS = (_Room(26, (20, 10), 34, 14), _Room(12, (8, 2), 34, 14), _Room(8, (6, 0), 24, 10))
"""The first in which all texts can be read is taken."""


@dataclass(frozen=True)
class _Flow(Layout[FlowVisual]):
    """Know which node stands in which column."""

    room: _Room

    def boxes(self) -> list[Box]:
        """Return where each node stands."""
        columns = self.visual.columns()
        lanes = self.lanes()
        space = self.area.split_top(self.room.lanes + self.room.lane_gap * len(lanes))[1] if lanes else self.area
        strips = space.columns(max(columns) + 1, GAP)
        found: dict[int, Box] = {}
        for column, strip in enumerate(strips):
            members = [index for index, other in enumerate(columns) if other == column]
            found |= zip(members, strip.rows(len(members), self.room.row_gap, TALLEST), strict=True)
        return [found[index] for index in range(len(columns))]

    def lanes(self) -> list[FlowLink]:
        """Return the links that pass over a column: they go above all nodes."""
        columns = self.visual.columns()
        return [link for link in self.visual.links if columns[link.target] - columns[link.source] > 1]

    def nodes(self, boxes: list[Box]) -> list[Layer]:
        nodes, theme = self.visual.nodes, self.theme
        letters = theme.letters("Semibold", theme.ink, "center")
        inner = [box.inset(*self.room.margins) for box in boxes]
        size = fit_alike([node.text for node in nodes], inner, TEXT_SIZE, letters)[0].size
        on_result = theme.letters("Semibold", theme.on_accent, "center")
        words = [
            set_text(node.text, box, size, on_result if node.role == "result" else letters)
            for node, box in zip(nodes, inner, strict=True)
        ]
        paints = [self.node_paint(box, node) for box, node in zip(boxes, nodes, strict=True)]
        return in_turn(cards_of(nodes, boxes, paints, words), self.timeline, theme.accent("flow"))

    def node_paint(self, box: Box, node: FlowNode) -> Paint:
        theme = self.theme
        color = theme.accent(KINDS[node.role])
        if node.role == "result":
            return card_paint(box, theme, color)
        paints = [card_paint(box, theme), panel_paint(box, color), panel_paint(box.inset(4), theme.card)]
        if node.role == "question":
            paints += [panel_paint(box.inset(9), color), panel_paint(box.inset(12), theme.card)]
        return together(*paints)

    def arrows(self, boxes: list[Box]) -> list[Layer]:
        color = self.theme.shade("ink", "strong")
        found: list[Layer] = []
        for link in self.visual.links:
            way = self.way(link, boxes)
            enters = self.enters(link)
            found.append(Element(Box.around(way).inset(-4), arrow_paint(way, color, ARROW_WIDTH), enters, rise=0))
            found.append(dots_along(way, ARROW_WIDTH, enters, self.timeline, self.theme.card, 0.55))
        return found

    def enters(self, link: FlowLink) -> int:
        nodes = self.visual.nodes
        return self.timeline.start_of(max(nodes[link.source].at, nodes[link.target].at))

    def way(self, link: FlowLink, boxes: list[Box]) -> list[Place]:
        """Return the points of an arrow: straight to the next column, above all nodes to a later one."""
        source, target = boxes[link.source], boxes[link.target]
        start = (source.right + 6, self.port(link, source, "source"))
        end = (target.x - 10, self.port(link, target, "target"))
        lanes = self.lanes()
        if link not in lanes:
            return [start, end]
        y = self.area.y + 10 + self.room.lane_gap * lanes.index(link)
        out, back = start[0] + GAP * 0.28, end[0] - GAP * 0.34
        return [start, (out, start[1]), (out, y), (back, y), (back, end[1]), end]

    def port(self, link: FlowLink, box: Box, side: str) -> float:
        """Return the height at which a link leaves or reaches a node: links share a side evenly."""
        same = [other for other in self.visual.links if getattr(other, side) == getattr(link, side)]
        same.sort(key=lambda other: other.target if side == "source" else other.source)
        return box.y + box.height * (same.index(link) + 1) / (len(same) + 1)

    def labels(self, boxes: list[Box]) -> list[Layer]:
        """Return the words on the arrows, under each other in the gap before the node to which they lead."""
        columns = self.visual.columns()
        found: list[Layer] = []
        for column in sorted(set(columns)):
            links = [link for link in self.visual.links if link.label and columns[link.target] == column]
            if links:
                found += self.stacked(links, boxes, boxes[columns.index(column)].x - GAP)
        return found

    def stacked(self, links: list[FlowLink], boxes: list[Box], x: float) -> list[Layer]:
        letters = self.theme.letters("Semibold", self.theme.ink, "center")
        tall = self.area.height / len(links) - 8
        room = [Box(x + 8, 0, LABEL_WIDTH, tall) for _ in links]
        size = fit_alike([link.label for link in links], room, LABEL_SIZE, letters)[0].size
        heights = [size_of(link.label, LABEL_WIDTH, size, letters)[1] + 4 for link in links]
        wished = [self.middle(link, boxes) - height / 2 for link, height in zip(links, heights, strict=True)]
        tops = _spread(wished, heights, self.area)
        found: list[Layer] = []
        for link, top, height in zip(links, tops, heights, strict=True):
            text = set_text(link.label, Box(x + 8, top, LABEL_WIDTH, height), size, letters)
            plate = panel_paint(text.bounds.inset(-8, 2), self.theme.paper)
            found.append(Element(text.bounds.inset(-8, 0), plate, self.enters(link), [text], rise=0))
        return found

    def middle(self, link: FlowLink, boxes: list[Box]) -> float:
        way = self.way(link, boxes)
        return (way[0][1] + way[-1][1]) / 2 if len(way) == 2 else way[-1][1]


def _spread(wished: list[float], heights: list[float], area: Box) -> list[float]:
    """Return tops as near to the wished ones as they can be without overlapping or leaving the area."""
    order = sorted(range(len(wished)), key=lambda index: wished[index] + heights[index] / 2)
    tops: dict[int, float] = {}
    low = area.y
    for index in order:
        tops[index] = max(low, wished[index])
        low = tops[index] + heights[index] + 6
    high = area.bottom
    for index in reversed(order):
        tops[index] = min(tops[index], high - heights[index])
        high = tops[index] - 6
    return [tops[index] for index in range(len(wished))]
