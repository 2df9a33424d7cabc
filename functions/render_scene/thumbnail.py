"""The thumbnail of a lesson: its title, as large as it can be, on a strong colour."""

from pathlib import Path

import skia

from .geometry import Box
from .shapes import disc, fill, panel, stroke
from .text import fit
from .theme import Theme

SIZE = (1280, 720)


def draw_thumbnail(title: str, subject: str, grade: str, theme: Theme, destination: Path) -> None:
    """Write a PNG of 1280x720."""
    surface = skia.Surface(*SIZE)
    canvas = surface.getCanvas()
    accent, tint = theme.accent("title"), theme.tint("title")
    canvas.clear(0xFF000000 | accent)
    x, y = 1080, 380
    disc(canvas, x, y, 300, theme.ink)
    canvas.drawCircle(x, y, 236, stroke(tint, 5))
    disc(canvas, x, y, 150, theme.on_accent)
    mark = skia.PathBuilder().moveTo(x - 46, y - 70).lineTo(x + 78, y).lineTo(x - 46, y + 70).close().detach()
    canvas.drawPath(mark, fill(accent))
    words = fit(title, Box(70, 120, 680, 400), 136, theme.letters("Bold", theme.on_accent))
    words.draw(canvas)
    panel(canvas, Box(70, 560, 110, 10), theme.on_accent)
    line = f"{subject.capitalize()} · {grade}" if subject and subject != "other" else grade
    fit(line, Box(70, 590, 680, 90), 48, theme.letters("Semibold", theme.on_accent)).draw(canvas)
    surface.makeImageSnapshot().save(str(destination), skia.kPNG)
