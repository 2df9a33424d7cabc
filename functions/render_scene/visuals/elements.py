"""What several visuals are laid out with: cards that enter in turn, arrows along which dots travel, labels, paints."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

import skia

from ..geometry import Box, Place
from ..labels import Placed
from ..layers import ENTER_FRAMES, Element, Layer, Paint, Timeline, Writing
from ..motion import Flow
from ..shapes import arrow, card, disc, frame, panel, without_head
from ..text import SMALLEST_TEXT, Text, TooMuch, fit
from ..theme import Theme

Found = TypeVar("Found")
Shown = TypeVar("Shown")


class Cued(Protocol):
    """Be a part of a visual."""

    @property
    def at(self) -> int:
        """Return the sentence with which it enters."""


@dataclass(frozen=True)
class Layout(Generic[Shown]):
    """Hold what a visual is laid out from."""

    visual: Shown
    area: Box
    theme: Theme
    timeline: Timeline


@dataclass(frozen=True)
class Sketch:
    """Map points of a figure, in its own units and with y upwards, to a box that the figure fills."""

    extent: Box
    box: Box

    @property
    def scale(self) -> float:
        """Return how many pixels a unit has."""
        return min(self.box.width / max(self.extent.width, 1e-6), self.box.height / max(self.extent.height, 1e-6))

    def at(self, point: Place) -> Place:
        """Return where a point stands."""
        (x, y), (across, down) = self.extent.middle, self.box.middle
        return across + (point[0] - x) * self.scale, down - (point[1] - y) * self.scale


@dataclass(frozen=True)
class Card:
    """Hold where an element stands, what is painted under its texts, and the sentence at which it enters."""

    box: Box
    paint: Paint
    at: int
    texts: Sequence[Writing] = ()


def cards_of(
    items: Sequence[Cued], boxes: Sequence[Box], paints: Sequence[Paint], *texts: Sequence[Writing]
) -> list[Card]:
    """Return a card an item: its box, its paint, and its place in each of the lists of texts."""
    rows = zip(items, boxes, paints, zip(*texts, strict=True), strict=True)
    return [Card(box, paint, item.at, written) for item, box, paint, written in rows]


def in_turn(cards: Sequence[Card], timeline: Timeline, accent: int) -> list[Layer]:
    """Return elements that enter with their sentences; the newest one has a coloured edge until the next comes."""
    entries = [timeline.start_of(found.at) for found in cards]
    return [
        Element(
            box=found.box,
            paint=found.paint,
            enters=enters,
            texts=found.texts,
            spotlight=partial(frame, box=found.box, color=accent),
            spotlight_ends=min((later for later in entries if later > enters), default=None),
        )
        for found, enters in zip(cards, entries, strict=True)
    ]


def present(box: Box, paint: Paint, timeline: Timeline, texts: Sequence[Writing] = ()) -> Element:
    """Return an element that is there from the start; on a later page it is there at once."""
    return Element(box, paint, timeline.opens, texts, fixed=timeline.opens > 0)


def badge(box: Box, text: str, theme: Theme, color: int) -> tuple[Paint, Text]:
    """Return a disc as large as a square box, and the number or sign in it."""
    largest = max(SMALLEST_TEXT, round(box.width * 0.58) // 2 * 2)
    sign = fit(text, box.inset(-20, -10), largest, theme.letters("Bold", theme.on_accent, "center"))
    x, y = box.middle
    return lambda canvas: disc(canvas, x, y, box.width / 2, color), sign


def sign_paint(middle: Place, radius: float, ground: int, sign: Callable[..., None], size: float, color: int) -> Paint:
    """Return what paints a disc with a sign of `shapes` on it, such as a check mark."""

    def paint(canvas: Any) -> None:
        disc(canvas, *middle, radius, ground)
        sign(canvas, *middle, size, color)

    return paint


def ring(canvas: Any, middle: Place, radius: float, color: int, inner: float, ground: int) -> None:
    """Draw a disc with a hole in which one sees the ground."""
    disc(canvas, *middle, radius, color)
    disc(canvas, *middle, inner, ground)


def arrow_paint(way: Sequence[Place], color: int, width: float) -> Paint:
    """Return what paints an arrow through points."""
    return partial(arrow, points=way, color=color, width=width)


def dots_along(way: Sequence[Place], width: float, enters: int, timeline: Timeline, color: int, part: float) -> Flow:
    """Return dots, as wide as a part of the arrow's line, that travel along an arrow once it has entered."""
    return Flow(without_head(way, width), enters + ENTER_FRAMES, timeline.last + 1, color, width * part)


def scaled(paint: Paint, corner: Place, scale: float) -> Paint:
    """Return a paint that paints larger or smaller, from a corner on."""

    def painted(canvas: Any) -> None:
        with skia.AutoCanvasRestore(canvas):
            canvas.translate(*corner)
            canvas.scale(scale, scale)
            paint(canvas)

    return painted


def card_paint(box: Box, theme: Theme, color: int | None = None) -> Paint:
    """Return what paints a plain card, or one of a colour."""
    edge = theme.edge if color is None or theme.outlined else None
    return partial(card, box=box, color=theme.card if color is None else color, edge=edge, shadow=theme.shadow)


def panel_paint(box: Box, color: int) -> Paint:
    """Return what paints a rounded area without a shadow."""
    return partial(panel, box=box, color=color)


def nothing(canvas: Any) -> None:
    """Paint nothing: there is only text."""


def together(*paints: Paint) -> Paint:
    """Return one paint that paints several, the last one on top."""

    def paint(canvas: Any) -> None:
        for each in paints:
            each(canvas)

    return paint


def drawn_pixels(area: Box, paint: Paint, ground: int) -> Any:
    """Return what a paint paints in an area, an array of shape (height, width, 4)."""
    surface = skia.Surface(int(area.width) + 1, int(area.height) + 1)
    canvas = surface.getCanvas()
    canvas.clear(0xFF000000 | ground)
    canvas.translate(-area.x, -area.y)
    paint(canvas)
    return surface.toarray(colorType=skia.kRGBA_8888_ColorType)


def first_that_fits(attempts: Iterable[Callable[[], Found]]) -> Found:
    """Return what the first attempt gives that does not raise `TooMuch`; raise the last one's where all do."""
    failure = TooMuch("there is nothing to try")
    for attempt in attempts:
        try:
            return attempt()
        except TooMuch as error:
            failure = error
    raise failure


def inside(box: Box, left: float, right: float = 36, upright: float = 10) -> Box:
    """Return where the text of a card stands, with room for a sign at its left."""
    return Box(box.x + left, box.y + upright, box.width - left - right, box.height - 2 * upright)


def label(placed: Placed, enters: int, *paints: Paint, rise: float = 0, fixed: bool = False) -> Element:
    """Return a label, with the line to what it names, over what is painted for it."""
    box = placed.plate.joined(Box.around(placed.line)) if placed.line else placed.plate
    return Element(box, together(*paints), enters, [placed.text], fixed=fixed, rise=rise)
