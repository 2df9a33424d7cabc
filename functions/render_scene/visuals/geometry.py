"""Geometry: a figure that is scaled to fill the picture, with names and lengths beside its parts."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from math import atan2, cos, hypot, pi, sin
from typing import Any

import skia

from shared.models.visuals.geometry import Angle, Figure, GeometryVisual, RoundFigure, Segment, SideSquare

from ..contrast import is_readable_on
from ..geometry import Box, Place
from ..labels import Placed, Wanted, line_paint, place, plate_paint
from ..layers import Element, Layer, Paint, Timeline
from ..shapes import clip_round, disc, fill, line, path_through, rect, stroke
from ..theme import Theme
from .elements import Layout, Sketch, card_paint, drawn_pixels, label, present, together

PADDING = 74  # pixels around the figure, for its labels
POINT_SIZE, LABEL_SIZE = 38, 40
AWAY = 40  # pixels from a part to the middle of its label
ANGLE_RADIUS, RIGHT_ANGLE = 62, 36
RIGHT = 0.5  # degrees by which a right angle may miss 90


def layers(visual: GeometryVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return the parts from the back to the front, then all labels."""
    figure = _Drawing(visual, area, theme, timeline)
    parts: list[tuple[int, Box, Paint]] = [
        *(figure.square(square) for square in visual.squares),
        *(figure.polygon(polygon) for polygon in visual.figures),
        *(figure.circle(circle) for circle in visual.circles),
        *(figure.segment(segment) for segment in visual.segments),
        *(figure.angle(angle) for angle in visual.angles),
    ]
    ground = present(area, card_paint(area, theme), timeline)
    pixels = drawn_pixels(area, together(*(paint for _, _, paint in parts)), theme.card)
    shapes = [
        Element(box.common(area), clip_round(area, paint), timeline.start_of(at), rise=0) for at, box, paint in parts
    ]
    return [ground, *shapes, *figure.labels(pixels)]


class _Drawing(Layout[GeometryVisual]):
    """Know where each point of the figure stands."""

    def at(self, name: str) -> Place:
        return self.sketch.at(self.points[name])

    @cached_property
    def points(self) -> dict[str, Place]:
        """Return the points by their names, in the units of the figure."""
        return {point.name: (point.x, point.y) for point in self.visual.points}

    @cached_property
    def sketch(self) -> Sketch:
        points = list(self.points.values())
        for square in self.visual.squares:
            points += self.corners(square)
        for circle in self.visual.circles:
            (x, y), radius = self.points[circle.centre], circle.radius
            points += [(x - radius, y - radius), (x + radius, y + radius)]
        return Sketch(Box.around(points), self.area.inset(PADDING))

    @cached_property
    def middle(self) -> Place:
        return _mean([self.at(name) for name in self.points])

    def corners(self, square: SideSquare) -> list[Place]:
        """Return the corners of a square to the right of the way from start to end, in the units of the figure."""
        (x0, y0), (x1, y1) = self.points[square.start], self.points[square.end]
        x, y = x1 - x0, y1 - y0
        return [(x0, y0), (x1, y1), (x1 + y, y1 - x), (x0 + y, y0 - x)]

    def square(self, square: SideSquare) -> tuple[int, Box, Paint]:
        corners = [self.sketch.at(corner) for corner in self.corners(square)]
        start, end, far_end, far_start = corners
        path = path_through([*corners, start])
        pale, strong = self.theme.shade(square.fill, "light"), self.theme.shade(square.fill, "strong")

        def paint(canvas: Any) -> None:
            canvas.drawPath(path, fill(pale))
            for index in range(1, square.grid):
                part = index / square.grid
                line(canvas, _on(start, end, part), _on(far_start, far_end, part), strong, 2)
                line(canvas, _on(start, far_start, part), _on(end, far_end, part), strong, 2)
            canvas.drawPath(path, stroke(strong, 5))

        return square.at, Box.around(corners).inset(-6), paint

    def polygon(self, polygon: Figure) -> tuple[int, Box, Paint]:
        corners = [self.at(name) for name in polygon.corners]
        path = path_through([*corners, corners[0]])

        def paint(canvas: Any) -> None:
            if polygon.fill:
                canvas.drawPath(path, fill(self.theme.shade(polygon.fill, "light")))
            canvas.drawPath(path, stroke(self.theme.ink, 6))

        return polygon.at, Box.around(corners).inset(-6), paint

    def circle(self, circle: RoundFigure) -> tuple[int, Box, Paint]:
        (x, y), radius = self.at(circle.centre), circle.radius * self.sketch.scale

        def paint(canvas: Any) -> None:
            if circle.fill:
                disc(canvas, x, y, radius, self.theme.shade(circle.fill, "light"))
            canvas.drawCircle(x, y, radius, stroke(self.theme.ink, 6))
            disc(canvas, x, y, 8, self.theme.ink)

        return circle.at, Box.centered((x, y), 2 * radius, 2 * radius).inset(-6), paint

    def segment(self, segment: Segment) -> tuple[int, Box, Paint]:
        ends = [self.at(segment.start), self.at(segment.end)]
        pen = stroke(self.theme.accent("geometry"), 7)
        if segment.dashed:
            pen.setPathEffect(skia.DashPathEffect.Make([20, 18], 0))
        return segment.at, Box.around(ends).inset(-6), lambda canvas: canvas.drawPath(path_through(ends), pen)

    def angle(self, angle: Angle) -> tuple[int, Box, Paint]:
        corner = self.at(angle.corner)
        start, sweep = _opening(corner, self.at(angle.start), self.at(angle.end))
        pen = stroke(self.theme.accent("worked_example"), 5)
        box = Box.centered(corner, 2 * ANGLE_RADIUS, 2 * ANGLE_RADIUS)

        def paint(canvas: Any) -> None:
            if abs(abs(sweep) - 90) < RIGHT:
                one, other = (_from(corner, (start + turn) * pi / 180, RIGHT_ANGLE) for turn in (0, sweep))
                far = (one[0] + other[0] - corner[0], one[1] + other[1] - corner[1])
                canvas.drawPath(path_through([one, far, other]), pen)
            else:
                canvas.drawArc(rect(box), start, sweep, False, pen)

        return angle.at, box, paint

    def labels(self, pixels: Any) -> list[Layer]:
        """Return all names and lengths, placed so that none covers another."""
        points, visual = [point.name for point in self.visual.points if point.shown], self.visual
        wanted = [Wanted(name, _away(self.at(name), self.middle), POINT_SIZE) for name in points]
        parts: list[tuple[Segment | Angle | SideSquare | Figure | RoundFigure, Place]] = [
            *((segment, self.beside(segment)) for segment in visual.segments),
            *((angle, self.between(angle)) for angle in visual.angles),
            *((square, self.sketch.at(_mean(self.corners(square)[::2]))) for square in visual.squares),
            *((polygon, _mean([self.at(name) for name in polygon.corners])) for polygon in visual.figures),
            *((circle, self.below(circle)) for circle in visual.circles),
        ]
        named = [(part, middle) for part, middle in parts if part.label]
        wanted += [Wanted(part.label, middle, LABEL_SIZE) for part, middle in named]
        if not wanted:
            return []
        placed = place(wanted, self.area.inset(8), self.theme.letters("Semibold", align="center"))
        cues = [*map(self.first_use, points), *(part.at for part, _ in named)]
        return [self.label(at, each, pixels) for at, each in zip(cues, placed, strict=True)]

    def label(self, at: int, placed: Placed, pixels: Any) -> Layer:
        paints = [line_paint(placed, self.theme.quiet)]
        if not is_readable_on(pixels, placed.text.bounds.moved(-self.area.x, -self.area.y), self.theme.ink):
            paints.append(plate_paint(placed, self.theme.card, self.theme.edge if self.theme.outlined else None))
        found = label(placed, self.timeline.start_of(at), *paints)
        return replace(found, box=found.box.common(self.area))

    def first_use(self, name: str) -> int:
        """Return the sentence at which a point is first part of something."""
        visual = self.visual
        uses = [figure.at for figure in visual.figures if name in figure.corners]
        uses += [circle.at for circle in visual.circles if circle.centre == name]
        parts: list[Segment | SideSquare | Angle] = [*visual.segments, *visual.squares, *visual.angles]
        uses += [part.at for part in parts if name in (part.start, part.end, getattr(part, "corner", ""))]
        return min(uses, default=0)

    def beside(self, segment: Segment) -> Place:
        start, end = self.at(segment.start), self.at(segment.end)
        across = _across(start, end, self.middle)
        if any({square.start, square.end} == {segment.start, segment.end} for square in self.visual.squares):
            across += pi  # there is a square on the other side
        return _from(_on(start, end, 0.5), across, AWAY)

    def between(self, angle: Angle) -> Place:
        corner = self.at(angle.corner)
        start, sweep = _opening(corner, self.at(angle.start), self.at(angle.end))
        return _from(corner, (start + sweep / 2) * pi / 180, ANGLE_RADIUS + AWAY + 10)

    def below(self, circle: RoundFigure) -> Place:
        x, y = self.at(circle.centre)
        return x, y + circle.radius * self.sketch.scale / 2


def _opening(corner: Place, start: Place, end: Place) -> tuple[float, float]:
    """Return where an angle begins and how far it opens, in degrees clockwise, the shorter way round."""
    first = atan2(start[1] - corner[1], start[0] - corner[0]) * 180 / pi
    last = atan2(end[1] - corner[1], end[0] - corner[0]) * 180 / pi
    sweep = (last - first + 180) % 360 - 180
    return first, sweep


def _across(start: Place, end: Place, middle: Place) -> float:
    """Return the direction across a side, away from the middle of the figure."""
    across = atan2(end[1] - start[1], end[0] - start[0]) + pi / 2
    x, y = _on(start, end, 0.5)
    is_towards = (middle[0] - x) * cos(across) + (middle[1] - y) * sin(across) > 0
    return across + pi if is_towards else across


def _away(point: Place, middle: Place) -> Place:
    x, y = point[0] - middle[0], point[1] - middle[1]
    length = hypot(x, y) or 1.0
    return point[0] + x / length * AWAY, point[1] + y / length * AWAY


def _from(point: Place, angle: float, distance: float) -> Place:
    return point[0] + distance * cos(angle), point[1] + distance * sin(angle)


def _on(start: Place, end: Place, part: float) -> Place:
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _mean(points: Sequence[Place]) -> Place:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
