"""The title: what the lesson is called, large, beside the lesson's own drawing or else a calm ornament."""

from typing import Any

import skia

from shared.models.visuals.diagram import DiagramVisual
from shared.models.visuals.words import TitleVisual

from ..geometry import Box
from ..layers import Element, Layer, Paint, Timeline
from ..shapes import disc, fill, path_through, rect, stroke
from ..text import fit
from ..theme import Theme
from .diagram import finished_in, frame_of, ground_of
from .elements import nothing, panel_paint

ROUNDING = 36


def layers(
    visual: TitleVisual, area: Box, theme: Theme, timeline: Timeline, drawing: DiagramVisual | None = None
) -> list[Layer]:
    """Return the drawing, the title, and the line under it one after the other."""
    accent = theme.accent("title")
    left, right = area.split_left(area.width * (0.44 if drawing else 0.66), 60)
    words, below = left.split_top(area.height * 0.62)
    title = fit(visual.title, words, 132, theme.letters("Bold"))
    below = Box(below.x, title.bounds.bottom + 40, below.width, 250)
    line = Box(below.x, below.y, 160, 12)
    texts = []
    if visual.subtitle:
        letters = theme.letters("Regular", theme.quiet)
        texts = [fit(visual.subtitle, Box(below.x, below.y + 40, below.width, 200), 54, letters).raised()]
    return [
        Element(right, _drawn(drawing, right, theme) if drawing else _ornament(right, theme), enters=0),
        Element(title.bounds, nothing, enters=0, texts=[title], fixed=True),
        Element(below, panel_paint(line, accent), min(12, timeline.narration.frames - 1), texts),
    ]


def _drawn(drawing: DiagramVisual, box: Box, theme: Theme) -> Paint:
    """Return what paints a finished drawing, without its labels, as large as it can be, on a card."""
    frame = frame_of(drawing, box)
    picture, ground = finished_in(frame, drawing, theme), fill(ground_of(drawing, theme))
    place = rect(frame)
    corners = skia.RRect.MakeRectXY(place, ROUNDING, ROUNDING)

    def paint(canvas: Any) -> None:
        with skia.AutoCanvasRestore(canvas):
            canvas.clipRRect(corners, doAntiAlias=True)
            canvas.drawPaint(ground)
            picture(canvas)
        canvas.drawRRect(corners, stroke(theme.edge, 3))

    return paint


def _ornament(box: Box, theme: Theme) -> Paint:
    """Return what paints a ring of discs around a play mark: many parts, one lesson."""
    accent, tint = theme.accent("title"), theme.tint("title")
    x, y = box.middle
    radius = min(box.width, box.height) / 2 - 20
    half = radius * 0.2
    play = path_through([(x - half * 0.7, y - half), (x + half * 1.1, y), (x - half * 0.7, y + half)])

    def paint(canvas: Any) -> None:
        disc(canvas, x, y, radius, tint)
        canvas.drawCircle(x, y, radius * 0.74, stroke(accent, 6))
        disc(canvas, x, y, radius * 0.46, accent)
        for dx, dy, size in ((-0.74, 0.0, 0.10), (0.37, -0.64, 0.14), (0.37, 0.64, 0.08), (-0.37, -0.64, 0.07)):
            disc(canvas, x + radius * dx, y + radius * dy, radius * size, accent)
        canvas.drawPath(play, fill(tint))

    return paint
