"""The picture of a scene: the frame around its visual, and the visual's layers on it."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
import skia

from shared.models.script import Scene
from shared.models.visuals.diagram import DiagramVisual

from .geometry import Box
from .layers import Layer, Timeline, Writing
from .shapes import disc, panel, rect
from .text import SMALLEST_TEXT, Text, TooMuch, fit, set_text
from .theme import HEIGHT, MARGIN, WIDTH, Theme
from .visuals import layers_of
from .visuals.image import NOTHING

SAFE = Box(56, 40, WIDTH - 112, HEIGHT - 64)
"""Nothing that matters stands outside: screens may hide the edge of a picture."""
HEADING = Box(MARGIN, 62, WIDTH - 2 * MARGIN, 116)
CONTENT = Box(MARGIN, 210, WIDTH - 2 * MARGIN, 736)
TITLE_CONTENT = Box(MARGIN, 110, WIDTH - 2 * MARGIN, 830)
FOOT = Box(MARGIN, 970, WIDTH - 2 * MARGIN, 86)
STRIP_HEIGHT = 10
_ORDER = skia.kBGRA_8888_ColorType  # that of Skia's own images: others are drawn several times slower
SOURCE_PART = 0.6  # of the width of the foot


@dataclass(frozen=True)
class SceneCard:
    """Hold what every scene shows around its visual."""

    lesson_title: str
    index: int
    """Of the scene, from 0."""
    count: int
    source_line: str
    drawing: DiagramVisual | None = None
    """Of the lesson, for its title."""


class Picture:
    """Draw the frames of one scene."""

    def __init__(
        self, scene: Scene, timeline: Timeline, card: SceneCard, theme: Theme, pictures: Mapping[str, bytes] = NOTHING
    ) -> None:
        """Lay everything out, and draw once what never changes; `pictures` are of the library, by their path."""
        self._theme = theme
        self._pixels = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
        information = skia.ImageInfo.Make(WIDTH, HEIGHT, _ORDER, skia.kOpaque_AlphaType)
        self._surface = skia.Surface.MakeRasterDirect(information, self._pixels, WIDTH * 4)
        self._resting = skia.Surface.MakeRaster(information)
        self._at_rest = 0
        self._shown: int | None = None
        is_title = scene.visual.kind == "title"
        area = TITLE_CONTENT if is_title else CONTENT
        self.layers: Sequence[Layer] = layers_of(scene.visual, area, theme, timeline, pictures, card.drawing)
        self._changes = [sorted(layer.changes()) for layer in self.layers]
        self.texts = [*self._heading(None if is_title else scene.heading), *self._foot(card)]
        self._draw_frame(bool(not is_title and scene.heading), scene.visual.kind, card)
        self._background = self._resting.makeImageSnapshot()

    def draw(self, frame: int) -> Any:
        """Return the pixels at a frame, an array of shape (1080, 1920, 4): blue, green, red, alpha.

        The array is drawn into again by the next call.
        """
        areas = self.changed(frame, self._shown)
        self._lay_to_rest(frame)
        for area in areas:
            self._draw_area(area, frame)
        self._shown = frame
        return self._pixels

    def changed(self, frame: int, since: int | None) -> list[Box]:
        """Return the areas, in whole and even pixels, in which a frame differs from an earlier one."""
        everything = Box(0, 0, WIDTH, HEIGHT)
        if since is None or frame < since:
            return [everything]
        boxes = [
            layer.area
            for layer, changes in zip(self.layers, self._changes, strict=True)
            if bisect_right(changes, frame) > bisect_right(changes, since)
        ]
        return _apart([_whole(box, everything) for box in boxes])

    def _lay_to_rest(self, frame: int) -> None:
        """Draw into the background, once, the layers that will not change any more, up to the first that will."""
        canvas = self._resting.getCanvas()
        if self._shown is not None and frame < self._shown:
            canvas.drawImage(self._background, 0, 0)
            self._at_rest = 0
        while self._at_rest < len(self.layers) and self._changes[self._at_rest][-1] <= frame:
            self.layers[self._at_rest].draw(canvas, frame)
            self._at_rest += 1

    def _draw_area(self, area: Box, frame: int) -> None:
        canvas = self._surface.getCanvas()
        with skia.AutoCanvasRestore(canvas):
            canvas.clipRect(rect(area))
            canvas.drawImage(self._resting.makeImageSnapshot(), 0, 0)
            for layer in self.layers[self._at_rest :]:
                if layer.area.overlaps(area):
                    layer.draw(canvas, frame)

    def _heading(self, heading: str | None) -> list[Writing]:
        if not heading:
            return []
        box = Box(HEADING.x + 44, HEADING.y, HEADING.width - 200, HEADING.height)
        return [fit(heading, box, 68, self._theme.letters("Bold"))]

    def _foot(self, card: SceneCard) -> list[Writing]:
        """Set where the lesson stands, and what the scene rests on."""
        theme = self._theme
        below = FOOT.split_top(STRIP_HEIGHT + 6)[1]
        left, right = below.split_left(below.width * (1 - SOURCE_PART), 40)
        place = f"{card.index + 1}/{card.count} · {card.lesson_title}"
        title = _shortened(place, left, theme.letters("Semibold", theme.quiet))
        source = _shortened(card.source_line, right, theme.letters("Regular", theme.quiet))
        return [title.raised(), source.raised().to_the_right()]

    def _draw_frame(self, has_heading: bool, kind: str, card: SceneCard) -> None:
        canvas, theme = self._resting.getCanvas(), self._theme
        canvas.clear(0xFF000000 | theme.paper)
        accent, tint = theme.accent(kind), theme.tint(kind)
        disc(canvas, WIDTH - 40, 10, 210, tint)
        if has_heading:
            panel(canvas, Box(HEADING.x, HEADING.y + 20, 16, HEADING.height - 40), accent)
        self._draw_strip(canvas, accent, card)
        for text in self.texts:
            text.draw(canvas)

    def _draw_strip(self, canvas: Any, color: int, card: SceneCard) -> None:
        """Draw a part for each scene: those behind us filled, those ahead lower and pale."""
        strip = Box(FOOT.x, FOOT.y, FOOT.width, STRIP_HEIGHT)
        for index, part in enumerate(strip.columns(card.count, 8 if card.count <= 20 else 3)):
            is_ahead = index > card.index
            part = part.inset(0, 3) if is_ahead else part
            paint = skia.Paint(AntiAlias=True, Color=0xFF000000 | (self._theme.edge if is_ahead else color))
            canvas.drawRoundRect(rect(part), 5, 5, paint)


def opaque_image(pixels: Any) -> Any:
    """Return pixels that `Picture.draw` gave as an image; known to be opaque, it is drawn many times faster."""
    return skia.Image.fromarray(pixels, _ORDER, skia.kOpaque_AlphaType)


def _shortened(text: str, box: Box, letters: Any) -> Text:
    """Set a text in the smallest size; one that does not fit ends with an ellipsis after a word."""
    words = text.split()
    for count in range(len(words), 0, -1):
        shown = text if count == len(words) else f"{' '.join(words[:count])} …"
        try:
            return fit(shown, box, SMALLEST_TEXT, letters)
        except TooMuch:
            continue
    return set_text("…", box, SMALLEST_TEXT, letters)


def _apart(boxes: list[Box]) -> list[Box]:
    """Join boxes that overlap, until none do."""
    found: list[Box] = []
    for box in boxes:
        touching = [other for other in found if other.overlaps(box)]
        if touching:
            found = _apart([other for other in found if other not in touching] + [reduce(Box.joined, touching, box)])
        else:
            found.append(box)
    return found


def _whole(box: Box, limits: Box) -> Box:
    """Return a box in whole, even pixels inside limits, as colours are stored for two by two pixels."""
    left, top = (max(0, int(value) // 2 * 2) for value in (box.x, box.y))
    right = min(int(limits.right), (int(box.right) + 2) // 2 * 2)
    bottom = min(int(limits.bottom), (int(box.bottom) + 2) // 2 * 2)
    return Box(left, top, max(0, right - left), max(0, bottom - top))
