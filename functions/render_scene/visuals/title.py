"""The title: what the lesson is called, large, beside a calm ornament."""

from typing import Any

import skia

from shared.models.visuals.words import TitleVisual

from ..geometry import Box
from ..layers import Element, Layer, Timeline
from ..shapes import disc, fill, stroke
from ..text import fit
from ..theme import Theme
from .elements import panel_paint


def layers(visual: TitleVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return the ornament, the title, and the line under it one after the other."""
    accent, tint = theme.accent("title"), theme.tint("title")
    left, right = area.split_left(area.width * 0.66, 60)
    words, below = left.split_top(area.height * 0.62)
    title = fit(visual.title, words, 132, theme.letters("Bold"))
    below = Box(below.x, title.bounds.bottom + 40, below.width, 250)
    line = Box(below.x, below.y, 160, 12)
    texts = []
    if visual.subtitle:
        texts = [fit(visual.subtitle, Box(below.x, below.y + 40, below.width, 200), 54, _quiet(theme)).raised()]
    return [
        Element(right, lambda canvas: _ornament(canvas, right, accent, tint), enters=0),
        Element(title.bounds, lambda canvas: None, enters=0, texts=[title], fixed=True),
        Element(below, panel_paint(line, accent), min(12, timeline.narration.frames - 1), texts),
    ]


def _quiet(theme: Theme) -> Any:
    return theme.letters("Regular", theme.quiet)


def _ornament(canvas: Any, box: Box, accent: int, tint: int) -> None:
    """Draw a ring of discs around a play mark: many parts, one lesson."""
    x, y = box.middle
    radius = min(box.width, box.height) / 2 - 20
    disc(canvas, x, y, radius, tint)
    canvas.drawCircle(x, y, radius * 0.74, stroke(accent, 6))
    disc(canvas, x, y, radius * 0.46, accent)
    for dx, dy, size in ((-0.74, 0.0, 0.10), (0.37, -0.64, 0.14), (0.37, 0.64, 0.08), (-0.37, -0.64, 0.07)):
        disc(canvas, x + radius * dx, y + radius * dy, radius * size, accent)
    _play(canvas, x, y, radius * 0.2, tint)


def _play(canvas: Any, x: float, y: float, size: float, color: int) -> None:
    path = skia.PathBuilder().moveTo(x - size * 0.7, y - size).lineTo(x + size * 1.1, y)
    canvas.drawPath(path.lineTo(x - size * 0.7, y + size).close().detach(), fill(color))
