"""The picture of a scene: the frame around its visual, and the visual's layers on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import skia

from shared.models.script import Scene

from .geometry import Box
from .layers import Layer, Timeline
from .shapes import disc, panel
from .text import fit
from .theme import HEIGHT, MARGIN, WIDTH, Theme
from .visuals import layers_of

HEADING = Box(MARGIN, 62, WIDTH - 2 * MARGIN, 116)
CONTENT = Box(MARGIN, 210, WIDTH - 2 * MARGIN, 736)
TITLE_CONTENT = Box(MARGIN, 110, WIDTH - 2 * MARGIN, 830)
FOOT = Box(MARGIN, 982, WIDTH - 2 * MARGIN, 60)


@dataclass(frozen=True)
class SceneCard:
    """Hold what every scene shows around its visual."""

    lesson_title: str
    index: int
    """Of the scene, from 0."""
    count: int
    source_line: str


class Picture:
    """Draw the frames of one scene."""

    def __init__(self, scene: Scene, timeline: Timeline, card: SceneCard, theme: Theme) -> None:
        """Lay everything out, and draw once what never changes."""
        self._theme = theme
        self._surface = skia.Surface.MakeRaster(
            skia.ImageInfo.Make(WIDTH, HEIGHT, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
        )
        is_title = scene.visual.kind == "title"
        self.layers: Sequence[Layer] = layers_of(scene.visual, TITLE_CONTENT if is_title else CONTENT, theme, timeline)
        self._draw_frame(None if is_title else scene.heading, scene.visual.kind, card)
        self._background = self._surface.makeImageSnapshot()

    def draw(self, frame: int) -> Any:
        """Return the pixels at a frame, an array of shape (1080, 1920, 4): red, green, blue, alpha."""
        canvas = self._surface.getCanvas()
        canvas.drawImage(self._background, 0, 0)
        for layer in self.layers:
            layer.draw(canvas, frame)
        return self._surface.toarray(colorType=skia.kRGBA_8888_ColorType)

    def _draw_frame(self, heading: str | None, kind: str, card: SceneCard) -> None:
        canvas, theme = self._surface.getCanvas(), self._theme
        canvas.clear(0xFF000000 | theme.paper)
        accent, tint = theme.accent(kind), theme.tint(kind)
        disc(canvas, WIDTH - 40, 10, 210, tint)
        if heading:
            panel(canvas, Box(HEADING.x, HEADING.y + 20, 16, HEADING.height - 40), accent)
            box = Box(HEADING.x + 44, HEADING.y, HEADING.width - 200, HEADING.height)
            fit(heading, box, 68, theme.ink, "Bold").draw(canvas)
        self._draw_foot(canvas, accent, card)

    def _draw_foot(self, canvas: Any, accent: int, card: SceneCard) -> None:
        theme = self._theme
        strip = Box(FOOT.x, FOOT.y, FOOT.width, 10)
        gap = 8 if card.count <= 20 else 3
        for index, part in enumerate(strip.columns(card.count, gap)):
            canvas.drawRoundRect(
                skia.Rect.MakeXYWH(part.x, part.y, part.width, part.height),
                5,
                5,
                skia.Paint(AntiAlias=True, Color=0xFF000000 | (accent if index <= card.index else theme.edge)),
            )
        left, right = Box(FOOT.x, FOOT.y + 16, FOOT.width, FOOT.height - 16).split_left(FOOT.width * 0.5, 20)
        fit(card.lesson_title, left, 28, theme.quiet, "Semibold").draw(canvas)
        source = fit(card.source_line, right, 28, theme.quiet)
        canvas.save()
        canvas.translate(max(0.0, right.width - source.width), 0)
        source.draw(canvas)
        canvas.restore()
