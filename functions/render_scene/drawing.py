"""Drawing the shapes of a diagram: from units and colour names to paths and paints."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin
from pathlib import Path
from typing import Any

import skia
import yaml
from pydantic import TypeAdapter

from shared.models.visuals.diagram import (
    Arrow,
    Circle,
    Curve,
    DiagramVisual,
    Ellipse,
    Label,
    Painted,
    Polygon,
    Rectangle,
    Shape,
    Symbol,
)

from .geometry import Box, Place
from .layers import Paint
from .shapes import arrow, fill, rect, stroke
from .theme import Theme

_SYMBOLS = Path(__file__).parent / "symbols"
_SYMBOL_SIZE = 100.0
_SHAPES: TypeAdapter[list[Shape]] = TypeAdapter(list[Shape])
_ROUNDNESS = 6.0  # of a smooth curve: its tangents are a sixth of the way between the neighbours of a point
_STEPS = 14  # straight pieces between two points of a smooth arrow


@dataclass(frozen=True)
class Drawn:
    """Hold what paints a shape in units, and where it does."""

    box: Box
    paint: Paint


def drawn(shape: Shape, theme: Theme) -> Drawn:
    """Return how a shape is drawn in units; labels are set elsewhere."""
    if isinstance(shape, Symbol):
        return _symbol(shape, theme)
    if isinstance(shape, Arrow):
        points = way_of(shape)
        box = Box.around(points).inset(-shape.line * 3.6)
        return Drawn(box, lambda canvas: _arrow(canvas, shape, points, theme))
    if isinstance(shape, Label):
        return Drawn(Box(shape.x, shape.y, 0, 0), lambda canvas: None)
    path = _path(shape)
    bounds = path.computeTightBounds()
    box = Box(bounds.left(), bounds.top(), bounds.width(), bounds.height())
    return Drawn(box.inset(-shape.line), lambda canvas: _painted(canvas, path, box, shape, theme))


def finished(visual: DiagramVisual, theme: Theme) -> Paint:
    """Return what paints a whole diagram in units, without its labels and with everything where it comes to rest."""
    shapes = [shape for shape in visual.shapes if not isinstance(shape, Label)]
    parts = [(drawn(shape, theme), _rest(visual, shape.group)) for shape in shapes]

    def paint(canvas: Any) -> None:
        for part, moved in parts:
            with skia.AutoCanvasRestore(canvas):
                canvas.translate(*moved)
                part.paint(canvas)

    return paint


def _rest(visual: DiagramVisual, group: str) -> Place:
    """Return how far a group has moved when all its motions are over."""
    x = y = 0.0
    for motion in visual.motions:
        if motion.group == group and motion.orbit:
            start = motion.orbit.start * pi / 180
            end = start + 2 * pi * motion.orbit.turns
            x += motion.orbit.radius_x * (cos(end) - cos(start))
            y += motion.orbit.radius_y * (sin(end) - sin(start))
        elif motion.group == group and motion.path:
            (x0, y0), (x1, y1) = motion.path[0], motion.path[-1]
            x, y = x + x1 - x0, y + y1 - y0
    return x, y


def way_of(shape: Arrow) -> list[Place]:
    """Return the points that an arrow goes through, with more between them where it is smooth."""
    points = [(x, y) for x, y in shape.points]
    return _smoothed(points) if shape.smooth and len(points) > 2 else points


def _painted(canvas: Any, path: Any, box: Box, shape: Painted, theme: Theme) -> None:
    if shape.fill:
        paint = fill(theme.shade(shape.fill, shape.shade))
        if shape.blend:
            colors = [0xFF000000 | paint.getColor(), 0xFF000000 | theme.shade(shape.blend, shape.blend_shade)]
            ends = [skia.Point(0, box.y), skia.Point(0, box.bottom)]
            paint.setShader(skia.GradientShader.MakeLinear(points=ends, colors=colors))
        paint.setAlphaf(shape.opacity)
        canvas.drawPath(path, paint)
    edge = shape.outline or (shape.fill if theme.outlined and shape.opacity == 1 else None)
    if edge:
        line = stroke(theme.shade(edge, "strong"), shape.line)
        if shape.dashed:
            line.setPathEffect(skia.DashPathEffect.Make([shape.line * 3, shape.line * 3], 0))
        canvas.drawPath(path, line)


def _arrow(canvas: Any, shape: Arrow, points: list[Place], theme: Theme) -> None:
    color = theme.shade(shape.colour, "strong")
    effect = skia.DashPathEffect.Make([shape.line * 2.2, shape.line * 2.2], 0) if shape.dashed else None
    arrow(canvas, points, color, shape.line, effect)
    if shape.both_ends:
        arrow(canvas, points[::-1], color, shape.line, effect)


def _path(shape: Circle | Ellipse | Rectangle | Polygon | Curve) -> Any:
    match shape:
        case Circle():
            return skia.Path.Circle(shape.x, shape.y, shape.radius)
        case Ellipse():
            box = Box.centered((shape.x, shape.y), 2 * shape.radius_x, 2 * shape.radius_y)
            return _turned(skia.Path.Oval(rect(box)), (shape.x, shape.y), shape.turn)
        case Rectangle():
            box = Box(shape.x, shape.y, shape.width, shape.height)
            return _turned(skia.Path.RRect(rect(box), shape.round, shape.round), box.middle, shape.turn)
        case Polygon():
            return skia.Path.Polygon([skia.Point(x, y) for x, y in shape.points], True)
        case Curve():
            return _curve([(x, y) for x, y in shape.points], shape.smooth, shape.closed)


def _curve(points: list[Place], smooth: bool, closed: bool) -> Any:
    if not smooth:
        return skia.Path.Polygon([skia.Point(*point) for point in points], closed)
    builder = skia.PathBuilder().moveTo(*points[0])
    for first, second, end in _bends(points, closed):
        builder = builder.cubicTo(*first, *second, *end)
    return (builder.close() if closed else builder).detach()


def _bends(points: Sequence[Place], closed: bool) -> list[tuple[Place, Place, Place]]:
    """Return two handles and the end of each piece of a curve that goes smoothly through points (Catmull-Rom)."""
    count = len(points)
    found = []
    for index in range(count if closed else count - 1):
        before, start, end, after = (_at(points, index + step, closed) for step in (-1, 0, 1, 2))
        first = (start[0] + (end[0] - before[0]) / _ROUNDNESS, start[1] + (end[1] - before[1]) / _ROUNDNESS)
        second = (end[0] - (after[0] - start[0]) / _ROUNDNESS, end[1] - (after[1] - start[1]) / _ROUNDNESS)
        found.append((first, second, end))
    return found


def _at(points: Sequence[Place], index: int, closed: bool) -> Place:
    return points[index % len(points)] if closed else points[min(max(index, 0), len(points) - 1)]


def _smoothed(points: list[Place]) -> list[Place]:
    found, start = [points[0]], points[0]
    for first, second, end in _bends(points, closed=False):
        for step in range(1, _STEPS + 1):
            t = step / _STEPS
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            x = a * start[0] + b * first[0] + c * second[0] + d * end[0]
            y = a * start[1] + b * first[1] + c * second[1] + d * end[1]
            found.append((x, y))
        start = end
    return found


def _symbol(shape: Symbol, theme: Theme) -> Drawn:
    parts = [drawn(part, theme) for part in symbol_shapes(shape.name)]
    scale = shape.size / _SYMBOL_SIZE

    def paint(canvas: Any) -> None:
        with skia.AutoCanvasRestore(canvas):
            canvas.translate(shape.x, shape.y)
            canvas.rotate(shape.turn)
            canvas.scale(-scale if shape.mirrored else scale, scale)
            canvas.translate(-_SYMBOL_SIZE / 2, -_SYMBOL_SIZE / 2)
            for part in parts:
                part.paint(canvas)

    reach = shape.size * (abs(cos(shape.turn * pi / 180)) + abs(sin(shape.turn * pi / 180))) * 1.1
    return Drawn(Box.centered((shape.x, shape.y), reach, reach), paint)


@cache
def symbol_shapes(name: str) -> list[Shape]:
    """Return the shapes of a symbol, in a square of 100 units."""
    return _SHAPES.validate_python(yaml.safe_load((_SYMBOLS / f"{name}.yaml").read_text("utf-8")))


def _turned(path: Any, middle: Place, degrees: float) -> Any:
    if degrees:
        path.transform(skia.Matrix().preRotate(degrees, *middle))
    return path
