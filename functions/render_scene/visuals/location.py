"""Location: where places lie to each other, with north above; a sketch and no map."""

from dataclasses import dataclass
from math import hypot
from typing import Any

from shared.models.visuals.diagram import Symbol
from shared.models.visuals.stories import LocatedPlace, LocationVisual, Way

from ..drawing import drawn
from ..geometry import Box, Place
from ..labels import Placed, Wanted, line_paint, place, plate_paint
from ..layers import Element, Layer, Paint, Timeline
from ..shapes import arrow, disc
from ..text import set_text
from ..theme import Theme
from .elements import card_paint, present, together

PADDING, COMPASS = (190, 110), 150
SYMBOL_SIZE = 84
NAME_SIZE, WAY_SIZE = 38, 32
SYMBOLS: dict[str, Any] = {
    "city": "house",
    "mountain": "mountain",
    "water": "drop",
    "forest": "tree",
    "building": "house",
}
ARROW_WIDTH = 8
CLEAR = 58  # pixels between a place and the arrows to it


def layers(visual: LocationVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return the ground with its compass, the ways, the places, and all names."""
    sketch = _Sketch(visual, area, theme, timeline)
    return [sketch.ground(), *sketch.ways(), *sketch.places(), *sketch.names()]


@dataclass(frozen=True)
class _Sketch:
    """Know where each place stands."""

    visual: LocationVisual
    area: Box
    theme: Theme
    timeline: Timeline

    def at(self, index: int) -> Place:
        """Return where a place stands: north is up, and distances are true to each other."""
        places = [(one.east, -one.north) for one in self.visual.places]
        extent, inner = Box.around(places), self.area.inset(*PADDING)
        scale = min(inner.width / max(extent.width, 1e-6), inner.height / max(extent.height, 1e-6))
        x, y = places[index]
        return inner.middle[0] + (x - extent.middle[0]) * scale, inner.middle[1] + (y - extent.middle[1]) * scale

    @property
    def compass(self) -> Box:
        return Box(self.area.right - COMPASS - 16, self.area.y + 16, COMPASS, COMPASS)

    def ground(self) -> Layer:
        theme, box = self.theme, self.compass
        north = set_text("N", Box(box.x, box.y, box.width, 44), 36, theme.letters("Bold", align="center"))
        x = box.middle[0]
        needle = [(x, box.bottom - 12), (x, box.y + 50)]
        paint = together(
            card_paint(self.area, theme, theme.shade("green", "pale")),
            lambda canvas: arrow(canvas, needle, theme.ink, 9),
        )
        return present(self.area, paint, self.timeline, [north])

    def ways(self) -> list[Layer]:
        color = self.theme.shade("orange", "strong")
        found: list[Layer] = []
        for way in self.visual.ways:
            points = self.between(way)
            found.append(
                Element(Box.around(points).inset(-6), _arrow(points, color), self.timeline.start_of(way.at), rise=0)
            )
        return found

    def between(self, way: Way) -> list[Place]:
        (x0, y0), (x1, y1) = self.at(way.source), self.at(way.target)
        length = hypot(x1 - x0, y1 - y0) or 1.0
        part = min(CLEAR / length, 0.35)
        x, y = (x1 - x0) * part, (y1 - y0) * part
        return [(x0 + x, y0 + y), (x1 - x, y1 - y)]

    def places(self) -> list[Layer]:
        return [
            Element(self.spot(index), self.place_paint(one, self.at(index)), self.timeline.start_of(one.at), rise=8)
            for index, one in enumerate(self.visual.places)
        ]

    def spot(self, index: int) -> Box:
        return Box.centered(self.at(index), SYMBOL_SIZE, SYMBOL_SIZE)

    def place_paint(self, one: LocatedPlace, at: Place) -> Paint:
        theme = self.theme
        if one.sort not in SYMBOLS:
            color = theme.accent("location")

            def dot(canvas: Any) -> None:
                disc(canvas, *at, 22, color)
                disc(canvas, *at, 10, theme.on_accent)

            return dot
        symbol = drawn(Symbol(shape="symbol", name=SYMBOLS[one.sort], x=50, y=50, size=100), theme)

        def paint(canvas: Any) -> None:
            canvas.save()
            canvas.translate(at[0] - SYMBOL_SIZE / 2, at[1] - SYMBOL_SIZE / 2)
            canvas.scale(SYMBOL_SIZE / 100, SYMBOL_SIZE / 100)
            symbol.paint(canvas)
            canvas.restore()

        return paint

    def names(self) -> list[Layer]:
        """Return the names of places and ways; none covers another, a symbol, or the compass."""
        places = [(one.at, self.name(index, one)) for index, one in enumerate(self.visual.places)]
        ways = [(way.at, self.way_name(way)) for way in self.visual.ways if way.label]
        wanted = [*places, *ways]
        spots = [self.spot(index).inset(6) for index in range(len(self.visual.places))]
        spots += [Box.centered(self.between(way)[1], 30, 30) for way in self.visual.ways]
        letters = self.theme.letters("Semibold", align="center")
        placed = place([label for _, label in wanted], self.area.inset(10), letters, [self.compass], spots)
        return [self.label(at, each) for (at, _), each in zip(wanted, placed, strict=True)]

    def name(self, index: int, one: LocatedPlace) -> Wanted:
        x, y = self.at(index)
        return Wanted(one.name, (x, y + SYMBOL_SIZE / 2 + 34), NAME_SIZE)

    def way_name(self, way: Way) -> Wanted:
        (x0, y0), (x1, y1) = self.between(way)
        return Wanted(way.label, ((x0 + x1) / 2, (y0 + y1) / 2), WAY_SIZE)

    def label(self, at: int, placed: Placed) -> Layer:
        plate = plate_paint(placed, self.theme.card, self.theme.edge)
        box = placed.plate.joined(Box.around(placed.line)) if placed.line else placed.plate
        return Element(
            box,
            together(line_paint(placed, self.theme.quiet), plate),
            self.timeline.start_of(at),
            [placed.text],
            rise=8,
        )


def _arrow(points: list[Place], color: int) -> Paint:
    return lambda canvas: arrow(canvas, points, color, ARROW_WIDTH)
