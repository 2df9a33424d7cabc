"""Shapes that several visuals are drawn with."""

from math import atan2, cos, pi, sin
from typing import Any

import skia

from .geometry import Box

ROUND = 22
_SHADOW = skia.ImageFilters.DropShadow(0, 6, 10, 10, 0x1F000000)


def fill(color: int) -> Any:
    """Return a paint that fills."""
    return skia.Paint(AntiAlias=True, Color=0xFF000000 | color)


def stroke(color: int, width: float) -> Any:
    """Return a paint that draws lines with round ends."""
    paint = skia.Paint(AntiAlias=True, Color=0xFF000000 | color, Style=skia.Paint.kStroke_Style, StrokeWidth=width)
    paint.setStrokeCap(skia.Paint.kRound_Cap)
    paint.setStrokeJoin(skia.Paint.kRound_Join)
    return paint


def card(canvas: Any, box: Box, color: int, edge: int | None = None) -> None:
    """Draw a rounded card with a soft shadow."""
    paint = fill(color)
    paint.setImageFilter(_SHADOW)
    canvas.drawRoundRect(_rect(box), ROUND, ROUND, paint)
    if edge is not None:
        canvas.drawRoundRect(_rect(box.inset(1)), ROUND, ROUND, stroke(edge, 2))


def panel(canvas: Any, box: Box, color: int) -> None:
    """Draw a rounded area without a shadow."""
    canvas.drawRoundRect(_rect(box), ROUND, ROUND, fill(color))


def frame(canvas: Any, box: Box, color: int) -> None:
    """Draw a coloured edge around a card: what is spoken about now."""
    canvas.drawRoundRect(_rect(box.inset(-5)), ROUND + 5, ROUND + 5, fill(color))


def disc(canvas: Any, x: float, y: float, radius: float, color: int) -> None:
    """Draw a filled circle."""
    canvas.drawCircle(x, y, radius, fill(color))


def check(canvas: Any, x: float, y: float, size: float, color: int) -> None:
    """Draw a check mark."""
    path = skia.PathBuilder().moveTo(x - size, y).lineTo(x - size * 0.3, y + size * 0.7)
    canvas.drawPath(path.lineTo(x + size, y - size * 0.7).detach(), stroke(color, size * 0.42))


def cross(canvas: Any, x: float, y: float, size: float, color: int) -> None:
    """Draw a cross."""
    part = size * 0.75
    canvas.drawLine(x - part, y - part, x + part, y + part, stroke(color, size * 0.42))
    canvas.drawLine(x - part, y + part, x + part, y - part, stroke(color, size * 0.42))


def arrow(canvas: Any, points: list[tuple[float, float]], color: int, width: float = 8) -> None:
    """Draw a line through points with a head at its end."""
    builder = skia.PathBuilder().moveTo(*points[0])
    for point in points[1:]:
        builder = builder.lineTo(*point)
    canvas.drawPath(builder.detach(), stroke(color, width))
    (x0, y0), (x, y) = points[-2], points[-1]
    angle, size = atan2(y - y0, x - x0), width * 3.2
    head = skia.PathBuilder().moveTo(x + size * 0.55 * cos(angle), y + size * 0.55 * sin(angle))
    for side in (angle + pi * 0.82, angle - pi * 0.82):
        head = head.lineTo(x + size * cos(side), y + size * sin(side))
    canvas.drawPath(head.close().detach(), fill(color))


def _rect(box: Box) -> Any:
    return skia.Rect.MakeXYWH(box.x, box.y, box.width, box.height)
