"""Location: where places lie to each other, with north above; a sketch and no map."""

from math import hypot
from typing import Any

from shared.models.visuals.diagram import Symbol
from shared.models.visuals.stories import LocatedPlace, LocationVisual, Way

from ..drawing import drawn
from ..geometry import Box, Place
from ..labels import Placed, Wanted, line_paint, place, plate_paint
from ..layers import Element, Layer, Paint, Timeline
from ..text import set_text
from ..theme import Theme
from .elements import Layout, Sketch, arrow_paint, card_paint, label, present, ring, scaled, together

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
    country = _Country(visual, area, theme, timeline)
    return [country.ground(), *country.ways(), *country.places(), *country.names()]


class _Country(Layout[LocationVisual]):
    """Know where each place stands."""

    def at(self, index: int) -> Place:
        """Return where a place stands: north is up, and distances are true to each other."""
        places = [(one.east, one.north) for one in self.visual.places]
        return Sketch(Box.around(places), self.area.inset(*PADDING)).at(places[index])

    @property
    def compass(self) -> Box:
        return Box(self.area.right - COMPASS - 16, self.area.y + 16, COMPASS, COMPASS)

    def ground(self) -> Layer:
        theme, box = self.theme, self.compass
        north = set_text("N", Box(box.x, box.y, box.width, 44), 36, theme.letters("Bold", align="center"))
        x = box.middle[0]
        needle = arrow_paint([(x, box.bottom - 12), (x, box.y + 50)], theme.ink, 9)
        ground = card_paint(self.area, theme, theme.shade("green", "pale"))
        return present(self.area, together(ground, needle), self.timeline, [north])

    def ways(self) -> list[Layer]:
        color = self.theme.shade("orange", "strong")
        found: list[Layer] = []
        for way in self.visual.ways:
            points, enters = self.between(way), self.timeline.start_of(way.at)
            found.append(Element(Box.around(points).inset(-6), arrow_paint(points, color, ARROW_WIDTH), enters, rise=0))
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
            return lambda canvas: ring(canvas, at, 22, theme.accent("location"), 10, theme.on_accent)
        symbol = drawn(Symbol(shape="symbol", name=SYMBOLS[one.sort], x=50, y=50, size=100), theme)
        return scaled(symbol.paint, (at[0] - SYMBOL_SIZE / 2, at[1] - SYMBOL_SIZE / 2), SYMBOL_SIZE / 100)

    def names(self) -> list[Layer]:
        """Return the names of places and ways; none covers another, a symbol, or the compass."""
        spots = [self.spot(index) for index in range(len(self.visual.places))]
        below = [(spot.middle[0], spot.bottom + 34) for spot in spots]
        places = zip(self.visual.places, below, strict=True)
        wanted = [(one.at, Wanted(one.name, middle, NAME_SIZE)) for one, middle in places]
        ways = [(way, Box.around(self.between(way)).middle) for way in self.visual.ways if way.label]
        wanted += [(way.at, Wanted(way.label, middle, WAY_SIZE)) for way, middle in ways]
        taken = [spot.inset(6) for spot in spots]
        taken += [Box.centered(self.between(way)[1], 30, 30) for way in self.visual.ways]
        letters = self.theme.letters("Semibold", align="center")
        placed = place([name for _, name in wanted], self.area.inset(10), letters, [self.compass], taken)
        return [self.label(self.timeline.start_of(at), each) for (at, _), each in zip(wanted, placed, strict=True)]

    def label(self, enters: int, placed: Placed) -> Layer:
        plate = plate_paint(placed, self.theme.card, self.theme.edge)
        return label(placed, enters, line_paint(placed, self.theme.quiet), plate, rise=8)
