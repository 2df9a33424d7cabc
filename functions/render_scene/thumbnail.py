"""The thumbnail of a lesson: its own picture over its title, or its title on a strong colour."""

from pathlib import Path
from typing import Any

import skia

from shared.models.visuals.diagram import HEIGHT, DiagramVisual

from .drawing import finished
from .geometry import Box
from .shapes import disc, fill, panel, rect, stroke
from .text import fit
from .theme import Theme

SIZE = (1280, 720)
BAND_HEIGHT = 196
MARK = (1166, 622, 62)
"""Where the mark is that says: press to play, as x, y and radius; the page's own button covers it."""


def draw_thumbnail(
    title: str, subject: str, grade: str, theme: Theme, destination: Path, picture: DiagramVisual | None = None
) -> None:
    """Write a PNG of 1280x720; `picture` is a drawing of the lesson, where it has one."""
    surface = skia.Surface(*SIZE)
    canvas = surface.getCanvas()
    line = f"{subject.capitalize()} · {grade}" if subject and subject != "other" else grade
    if picture:
        _draw_picture(canvas, picture, theme)
        _draw_band(canvas, title, line, theme)
    else:
        _draw_title(canvas, title, line, theme)
    surface.makeImageSnapshot().save(str(destination), skia.kPNG)


def _draw_picture(canvas: Any, picture: DiagramVisual, theme: Theme) -> None:
    """Draw a finished drawing, without its labels, over all that is above the title."""
    width, height = SIZE[0], SIZE[1] - BAND_HEIGHT
    canvas.clear(0xFF000000 | (theme.shade(picture.ground, "pale") if picture.ground else theme.card))
    scale = max(width / picture.width, height / HEIGHT)
    with skia.AutoCanvasRestore(canvas):
        canvas.translate((width - picture.width * scale) / 2, (height - HEIGHT * scale) / 2)
        canvas.scale(scale, scale)
        finished(picture, theme)(canvas)


def _draw_band(canvas: Any, title: str, line: str, theme: Theme) -> None:
    band = Box(0, SIZE[1] - BAND_HEIGHT, SIZE[0], BAND_HEIGHT)
    canvas.drawRect(rect(band), fill(theme.accent("title")))
    fit(title, Box(56, band.y + 14, 1000, 110), 84, theme.letters("Bold", theme.on_accent)).draw(canvas)
    fit(line, Box(56, band.y + 126, 1000, 56), 40, theme.letters("Semibold", theme.on_accent)).draw(canvas)
    _draw_mark(canvas, *MARK, theme)


def _draw_title(canvas: Any, title: str, line: str, theme: Theme) -> None:
    canvas.clear(0xFF000000 | theme.accent("title"))
    x, y = 1096, 270
    disc(canvas, x, y, 236, theme.ink)
    canvas.drawCircle(x, y, 180, stroke(theme.tint("title"), 5))
    disc(canvas, x, y, 116, theme.tint("title"))
    _draw_mark(canvas, *MARK, theme)
    fit(title, Box(70, 120, 680, 400), 136, theme.letters("Bold", theme.on_accent)).draw(canvas)
    panel(canvas, Box(70, 560, 110, 10), theme.on_accent)
    fit(line, Box(70, 590, 680, 90), 48, theme.letters("Semibold", theme.on_accent)).draw(canvas)


def _draw_mark(canvas: Any, x: float, y: float, radius: float, theme: Theme) -> None:
    """Draw the mark that says: press to play."""
    disc(canvas, x, y, radius, theme.on_accent)
    left, right, half = x - radius * 0.31, x + radius * 0.52, radius * 0.47
    mark = skia.PathBuilder().moveTo(left, y - half).lineTo(right, y).lineTo(left, y + half).close().detach()
    canvas.drawPath(mark, fill(theme.accent("title")))
