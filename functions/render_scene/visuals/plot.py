"""Plot: functions and data in a coordinate system, each line named and drawn in its own way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import skia

from shared.models.visuals import expression
from shared.models.visuals.colours import Colour
from shared.models.visuals.graphs import Axis, PlotLine, PlotMark, PlotVisual

from ..axes import ticks, written
from ..geometry import Box, Place
from ..labels import Placed, Wanted, line_paint, place, plate_paint
from ..layers import Element, Layer, Paint, Timeline
from ..motion import Wipe
from ..shapes import arrow, line, path_through, rect, stroke
from ..text import Letters, Text, fit, fit_alike, set_text, size_of
from ..theme import Theme
from .elements import Layout, present, ring, together

TICK_SIZE, TITLE_SIZE, NAME_SIZE = 30, 34, 36
TITLE_HEIGHT, NUMBERS_HEIGHT, NAMES_WIDTH = 62, 62, 330
MOST_TICKS = (9, 7)  # across and up
SAMPLES = 320
Way = tuple[Colour, tuple[float, ...]]
WAYS: tuple[Way, ...] = (
    ("blue", ()),
    ("orange", (26, 18)),
    ("green", (4, 16)),
    ("purple", (34, 14, 4, 14)),
)
"""Colour and dashes of each line: it can be told from the others without its colour."""


def layers(visual: PlotVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return the axes, then every line with its name, then the marks."""
    y_ticks = ticks(visual.y_axis.start, visual.y_axis.end, MOST_TICKS[1])
    numbers = max(_widest(y_ticks, theme.letters()), 60.0)
    grid = Box(
        area.x + numbers + 24,
        area.y + TITLE_HEIGHT,
        area.width - numbers - 24 - NAMES_WIDTH - 40,
        area.height - 2 * TITLE_HEIGHT - NUMBERS_HEIGHT,
    )
    plot = _Plot(visual, area, theme, timeline, grid, y_ticks)
    return [plot.axes(), *plot.lines(), *plot.names(), *plot.marks()]


def _widest(values: Sequence[float], letters: Letters) -> float:
    return max(size_of(written(value), 400, TICK_SIZE, letters)[0] for value in values)


@dataclass(frozen=True)
class _Plot(Layout[PlotVisual]):
    """Know where each value stands."""

    grid: Box
    y_ticks: Sequence[float]

    def across(self, x: float) -> float:
        axis = self.visual.x_axis
        return self.grid.x + self.grid.width * (x - axis.start) / (axis.end - axis.start)

    def down(self, y: float) -> float:
        axis = self.visual.y_axis
        return self.grid.bottom - self.grid.height * (y - axis.start) / (axis.end - axis.start)

    def axes(self) -> Layer:
        x_ticks = self.ticks_across()
        texts = [*self.numbers(x_ticks), *self.titles()]
        return present(self.area, lambda canvas: self.paint_grid(canvas, x_ticks), self.timeline, texts)

    def ticks_across(self) -> list[float]:
        """Return as many ticks as leave room between their numbers."""
        axis, letters = self.visual.x_axis, self.theme.letters("Regular", align="center")
        for most in range(MOST_TICKS[0], 1, -1):
            found = ticks(axis.start, axis.end, most)
            if len(found) < 2 or _widest(found, letters) + 24 < self.across(found[1]) - self.across(found[0]):
                return found
        return found[:1]

    def paint_grid(self, canvas: Any, x_ticks: list[float]) -> None:
        grid, theme = self.grid, self.theme
        for x in x_ticks:
            line(canvas, (self.across(x), grid.y), (self.across(x), grid.bottom), theme.edge, 2)
        for y in self.y_ticks:
            line(canvas, (grid.x, self.down(y)), (grid.right, self.down(y)), theme.edge, 2)
        zero_x = min(max(self.across(0), grid.x), grid.right)
        zero_y = min(max(self.down(0), grid.y), grid.bottom)
        arrow(canvas, [(grid.x, zero_y), (grid.right + 22, zero_y)], theme.ink, 5)
        arrow(canvas, [(zero_x, grid.bottom), (zero_x, grid.y - 14)], theme.ink, 5)

    def numbers(self, x_ticks: list[float]) -> list[Text]:
        centered, plain = self.theme.letters("Regular", align="center"), self.theme.letters()
        below = [(x, Box(self.across(x) - 150, self.grid.bottom + 22, 300, 40)) for x in x_ticks]
        width = self.grid.x - self.area.x - 16
        beside = [(y, Box(self.area.x, self.down(y) - 20, width, 40)) for y in self.y_ticks]
        return [
            *(set_text(written(x), box, TICK_SIZE, centered) for x, box in below),
            *(set_text(written(y), box, TICK_SIZE, plain).to_the_right() for y, box in beside),
        ]

    def titles(self) -> list[Text]:
        letters = self.theme.letters("Semibold")
        top = Box(self.area.x, self.area.y - 14, self.area.width, TITLE_HEIGHT)
        bottom = Box(self.grid.x, self.area.bottom - TITLE_HEIGHT, self.area.right - self.grid.x, TITLE_HEIGHT)
        up = fit(_titled(self.visual.y_axis), top, TITLE_SIZE, letters).raised()
        return [up, fit(_titled(self.visual.x_axis), bottom, TITLE_SIZE, letters)]

    def lines(self) -> list[Layer]:
        found: list[Layer] = []
        for each, way in zip(self.visual.lines, WAYS, strict=False):
            runs = self.runs(each)
            paint = self.clipped(self.line_paint(each, way, runs, runs[0] if each.points else []))
            found.append(Wipe(self.grid, paint, self.timeline.start_of(each.at)))
        return found

    def clipped(self, paint: Paint) -> Paint:
        grid = self.grid.inset(-10)

        def clipped(canvas: Any) -> None:
            with skia.AutoCanvasRestore(canvas):
                canvas.clipRect(rect(grid))
                paint(canvas)

        return clipped

    def line_paint(self, each: PlotLine, way: Way, runs: list[list[Place]], points: Sequence[Place]) -> Paint:
        color, dashes = self.theme.shade(way[0], "strong"), way[1]

        def paint(canvas: Any) -> None:
            if each.expression or each.joined:
                pen = stroke(color, 8)
                if dashes:
                    pen.setPathEffect(skia.DashPathEffect.Make(list(dashes), 0))
                for run in runs:
                    canvas.drawPath(path_through(run), pen)
            for point in points:
                ring(canvas, point, 11, color, 5, self.theme.paper)

        return paint

    def runs(self, each: PlotLine) -> list[list[Place]]:
        """Return the pieces of a line: a function has gaps where it has no value or leaps out of sight."""
        if each.points:
            return [[(self.across(x), self.down(y)) for x, y in each.points]]
        tree = expression.parse(each.expression)
        axis, far = self.visual.x_axis, 4 * self.grid.height
        runs: list[list[Place]] = [[]]
        for sample in range(SAMPLES + 1):
            x = axis.start + (axis.end - axis.start) * sample / SAMPLES
            value = expression.value_at(tree, x)
            y = None if value is None else self.down(value)
            if y is None or abs(y - self.grid.middle[1]) > far:
                runs.append([])
            else:
                runs[-1].append((self.across(x), y))
        return [run for run in runs if len(run) > 1]

    def names(self) -> list[Layer]:
        """Return the names of the lines, each beside a piece of its line."""
        column = Box(self.grid.right + 40, self.grid.y, NAMES_WIDTH, self.grid.height + NUMBERS_HEIGHT)
        boxes = column.rows(len(self.visual.lines), 10, tallest=150)
        places = [box.split_left(84, 14) for box in boxes]
        names = [each.name for each in self.visual.lines]
        texts = fit_alike(names, [right for _, right in places], NAME_SIZE, self.theme.letters("Semibold"))
        found: list[Layer] = []
        for each, way, (left, _), text in zip(self.visual.lines, WAYS, places, texts, strict=False):
            y = left.middle[1]
            line = [(left.x + 4, y), (left.right - 4, y)]
            paint = self.line_paint(each, way, [line], [left.middle] if each.points else [])
            found.append(Element(left.joined(text.box), paint, self.timeline.start_of(each.at), [text], rise=8))
        return found

    def marks(self) -> list[Layer]:
        wanted = [self.wanted(mark) for mark in self.visual.marks]
        if not wanted:
            return []
        letters = self.theme.letters("Bold", align="center")
        dots = [Box.centered(label.target, 30, 30) for label in wanted if label.target]
        placed = place(wanted, self.grid.inset(4), letters, hard=dots)
        return [self.mark(mark, each) for mark, each in zip(self.visual.marks, placed, strict=True)]

    def wanted(self, mark: PlotMark) -> Wanted:
        x, y = self.across(mark.x), self.down(mark.y)
        return Wanted(mark.label, (x + 30, y - 64), NAME_SIZE, (x, y))

    def mark(self, mark: PlotMark, placed: Placed) -> Layer:
        spot, theme = (self.across(mark.x), self.down(mark.y)), self.theme
        paint = together(
            line_paint(placed, theme.ink),
            lambda canvas: ring(canvas, spot, 15, theme.ink, 7, theme.card),
            plate_paint(placed, theme.card, theme.edge),
        )
        box = placed.plate.joined(Box.centered(spot, 32, 32))
        return Element(box, paint, self.timeline.start_of(mark.at), [placed.text], rise=8)


def _titled(axis: Axis) -> str:
    return f"{axis.title} ({axis.unit})" if axis.unit else axis.title
