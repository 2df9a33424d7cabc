"""Bar chart: values as bars, upright where their names are short, lying where they are long."""

from functools import partial

from shared.models.visuals.graphs import BarChartVisual

from ..axes import written
from ..geometry import Box, Place
from ..layers import Element, Layer, Timeline
from ..motion import Direction, Wipe
from ..shapes import area as filled
from ..shapes import line
from ..text import Align, Text, fit, fit_alike
from ..theme import Theme
from .elements import Layout, first_that_fits, nothing, present

TITLE_HEIGHT, VALUE_SIZE, NAME_SIZE = 92, 40, 38
NAMES_HEIGHT, VALUES_HEIGHT, VALUES_WIDTH = 120, 56, 230
WIDEST_BAR = 190
NAMES_PART = 0.38  # of the width, where the bars lie


def layers(visual: BarChartVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return the title, the line on which the bars stand, and a bar with its name and value each."""
    titled = f"{visual.title} ({visual.unit})" if visual.title and visual.unit else visual.title or visual.unit
    top, rest = area.split_top(TITLE_HEIGHT if titled else 0, 4)
    chart = _Chart(visual, rest, theme, timeline)
    found = first_that_fits((chart.upright, chart.lying))
    if not titled:
        return found
    title = fit(titled, top, VALUE_SIZE, theme.letters("Semibold", theme.quiet))
    return [present(top, nothing, timeline, [title]), *found]


class _Chart(Layout[BarChartVisual]):
    """Know how long each bar is."""

    def shares(self) -> tuple[list[tuple[float, float]], float]:
        """Return where each bar starts and ends, and where zero lies, as shares of all there is to show."""
        values = [bar.value for bar in self.visual.bars]
        lowest, highest = min(0.0, *values), max(0.0, *values)
        span = highest - lowest or 1.0
        zero = -lowest / span
        return [(min(zero, zero + value / span), max(zero, zero + value / span)) for value in values], zero

    def upright(self) -> list[Layer]:
        columns = self.area.columns(len(self.visual.bars), 28)
        feet = [Box(box.x - 6, box.bottom - NAMES_HEIGHT, box.width + 12, NAMES_HEIGHT) for box in columns]
        names = self.names(feet, "center")
        if any(name.longest_word > name.box.width for name in names):
            return self.lying()
        space = self.area.split_top(VALUES_HEIGHT)[1]
        space = Box(space.x, space.y, space.width, space.height - NAMES_HEIGHT - VALUES_HEIGHT - 12)
        shares, zero = self.shares()
        width = min(columns[0].width, WIDEST_BAR)
        bars = [
            Box(box.middle[0] - width / 2, space.bottom - space.height * high, width, space.height * (high - low))
            for box, (low, high) in zip(columns, shares, strict=True)
        ]
        above = [
            Box(box.x - 12, bar.y - VALUES_HEIGHT if value.value >= 0 else bar.bottom, box.width + 24, VALUES_HEIGHT)
            for box, bar, value in zip(columns, bars, self.visual.bars, strict=True)
        ]
        y = space.bottom - space.height * zero
        base = self.base((self.area.x, y), (self.area.right, y))
        return [base, *self.bars(bars, [name.raised() for name in names], self.values(above, "center"), ("up", "down"))]

    def lying(self) -> list[Layer]:
        rows = self.area.rows(len(self.visual.bars), 8, tallest=118)
        halves = [row.split_left(row.width * NAMES_PART, 30) for row in rows]
        names = self.names([left for left, _ in halves], "left")
        shares, zero = self.shares()
        before = VALUES_WIDTH if any(bar.value < 0 for bar in self.visual.bars) else 0
        rooms = [
            Box(right.x + before, right.y, right.width - VALUES_WIDTH - before, right.height) for _, right in halves
        ]
        spaces = [room.inset(0, room.height / 7) for room in rooms]
        bars = [
            Box(space.x + space.width * low, space.y, space.width * (high - low), space.height)
            for space, (low, high) in zip(spaces, shares, strict=True)
        ]
        beside = [
            Box(bar.right + 16 if value.value >= 0 else bar.x - VALUES_WIDTH, row.y, VALUES_WIDTH - 16, row.height)
            for bar, row, value in zip(bars, rows, self.visual.bars, strict=True)
        ]
        x = spaces[0].x + spaces[0].width * zero
        base = self.base((x, rows[0].y), (x, rows[-1].bottom))
        return [base, *self.bars(bars, names, self.values(beside, "left"), ("right", "left"))]

    def names(self, boxes: list[Box], align: Align) -> list[Text]:
        letters = self.theme.letters("Semibold", align=align)
        return fit_alike([bar.label for bar in self.visual.bars], boxes, NAME_SIZE, letters)

    def values(self, boxes: list[Box], align: Align) -> list[Text]:
        letters = self.theme.letters("Bold", align=align)
        return fit_alike([written(bar.value) for bar in self.visual.bars], boxes, VALUE_SIZE, letters)

    def base(self, start: Place, end: Place) -> Layer:
        ink = self.theme.ink
        return present(Box.around([start, end]), lambda canvas: line(canvas, start, end, ink, 5), self.timeline)

    def bars(
        self, bars: list[Box], names: list[Text], values: list[Text], ways: tuple[Direction, Direction]
    ) -> list[Layer]:
        """Return each bar with its name and value; `ways` are those in which one above and one below zero grows."""
        color = self.theme.shade("blue", "strong")
        found: list[Layer] = []
        for bar, box, name, value in zip(self.visual.bars, bars, names, values, strict=True):
            enters = self.timeline.start_of(bar.at)
            paint = partial(filled, box=box, color=color)
            found.append(Wipe(box, paint, enters, direction=ways[bar.value < 0]))
            found.append(Element(name.box.joined(value.box), nothing, enters, [name, value], rise=0))
        return found
