"""Shapes that several visuals are drawn with."""

from collections.abc import Sequence
from math import atan2, cos, hypot, pi, sin
from typing import Any

import skia

from .geometry import Box, Place

ROUND = 22
_SHADOW_BELOW, _SHADOW_BLUR = 6, 10  # pixels
HEAD = 3.6  # widths of its line that the head of an arrow is long


def rect(box: Box) -> Any:
    """Return a box as Skia takes it."""
    return skia.Rect.MakeXYWH(box.x, box.y, box.width, box.height)


def fill(color: int) -> Any:
    """Return a paint that fills."""
    return skia.Paint(AntiAlias=True, Color=0xFF000000 | color)


def stroke(color: int, width: float) -> Any:
    """Return a paint that draws lines with round ends."""
    paint = skia.Paint(AntiAlias=True, Color=0xFF000000 | color, Style=skia.Paint.kStroke_Style, StrokeWidth=width)
    paint.setStrokeCap(skia.Paint.kRound_Cap)
    paint.setStrokeJoin(skia.Paint.kRound_Join)
    return paint


def card(canvas: Any, box: Box, color: int, edge: int | None = None, shadow: float = 0.12) -> None:
    """Draw a rounded card with a soft shadow, as dark as is said (0 to 1)."""
    if shadow:
        canvas.drawRoundRect(rect(box.moved(0, _SHADOW_BELOW)), ROUND, ROUND, _shadow(shadow))
    canvas.drawRoundRect(rect(box), ROUND, ROUND, fill(color))
    if edge is not None:
        canvas.drawRoundRect(rect(box.inset(1)), ROUND, ROUND, stroke(edge, 2))


def clip_round(box: Box, paint: Any) -> Any:
    """Return a paint that shows only what lies inside a rounded box."""

    def clipped(canvas: Any) -> None:
        with skia.AutoCanvasRestore(canvas):
            canvas.clipRRect(skia.RRect.MakeRectXY(rect(box), ROUND, ROUND), True)
            paint(canvas)

    return clipped


def panel(canvas: Any, box: Box, color: int) -> None:
    """Draw a rounded area without a shadow."""
    canvas.drawRoundRect(rect(box), ROUND, ROUND, fill(color))


def frame(canvas: Any, box: Box, color: int) -> None:
    """Draw a coloured edge around a card: what is spoken about now."""
    canvas.drawRoundRect(rect(box.inset(-5)), ROUND + 5, ROUND + 5, fill(color))


def line(canvas: Any, start: Place, end: Place, color: int, width: float) -> None:
    """Draw a straight line."""
    canvas.drawLine(*start, *end, stroke(color, width))


def area(canvas: Any, box: Box, color: int) -> None:
    """Fill a rectangle with sharp corners."""
    canvas.drawRect(rect(box), fill(color))


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


def arrow(canvas: Any, points: Sequence[Place], color: int, width: float = 8, effect: Any = None) -> None:
    """Draw a line through points with a head whose tip is the last of them."""
    size = width * HEAD
    shortened, angle = _without_end(points, size * 0.6)
    line = stroke(color, width)
    if effect:
        line.setPathEffect(effect)
    canvas.drawPath(path_through(shortened), line)
    x, y = points[-1]
    head = skia.PathBuilder().moveTo(x, y)
    for side in (angle + pi * 0.86, angle - pi * 0.86):
        head = head.lineTo(x + size * cos(side), y + size * sin(side))
    canvas.drawPath(head.close().detach(), fill(color))


def without_head(points: Sequence[Place], width: float) -> list[Place]:
    """Return the line of an arrow as far as its head."""
    return _without_end(points, width * HEAD)[0]


def path_through(points: Sequence[Place]) -> Any:
    """Return the path of straight lines through points."""
    builder = skia.PathBuilder().moveTo(*points[0])
    for point in points[1:]:
        builder = builder.lineTo(*point)
    return builder.detach()


def _without_end(points: Sequence[Place], length: float) -> tuple[list[Place], float]:
    """Return a line that ends earlier by a length, and the angle at which it then points to its old end."""
    x, y = points[-1]
    kept = [point for point in points[:-1] if hypot(x - point[0], y - point[1]) > length] or [points[0]]
    x0, y0 = kept[-1]
    angle = atan2(y - y0, x - x0)
    return [*kept, (x - length * cos(angle), y - length * sin(angle))], angle


def _shadow(darkness: float) -> Any:
    """Return the paint of a shadow: blurred as a mask, in a fifteenth of the time that a filter of the image takes."""
    blur = skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, _SHADOW_BLUR)
    return skia.Paint(AntiAlias=True, Color=round(255 * darkness) << 24, MaskFilter=blur)
