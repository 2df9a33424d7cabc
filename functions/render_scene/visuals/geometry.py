"""Geometry: a figure that is scaled to fill the picture, with names and lengths beside its parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin
from typing import Any

import skia

from shared.models.visuals.geometry import Angle, Figure, GeometryVisual, RoundFigure, Segment, SideSquare

from ..contrast import is_readable_on
from ..geometry import Box, Place
from ..labels import Placed, Wanted, line_paint, place, plate_paint
from ..layers import Element, Layer, Paint, Timeline
from ..shapes import clip_round, disc, fill, path_through, stroke
from ..theme import Theme
from .elements import card_paint, drawn_pixels, present, together

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


@dataclass(frozen=True)
class _Drawing:
    """Know where each point of the figure stands."""

    visual: GeometryVisual
    area: Box
    theme: Theme
    timeline: Timeline

    def at(self, name: str) -> Place:
        point = next(point for point in self.visual.points if point.name == name)
        return self.placed((point.x, point.y))

    def placed(self, point: Place) -> Place:
        extent, inner = _extent(self.visual), self.area.inset(PADDING)
        scale = self.scale
        x, y = extent.middle
        return inner.middle[0] + (point[0] - x) * scale, inner.middle[1] - (point[1] - y) * scale

    @property
    def scale(self) -> float:
        extent, inner = _extent(self.visual), self.area.inset(PADDING)
        return min(inner.width / max(extent.width, 1e-6), inner.height / max(extent.height, 1e-6))

    @property
    def middle(self) -> Place:
        places = [self.at(point.name) for point in self.visual.points]
        return sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places)

    def square(self, square: SideSquare) -> tuple[int, Box, Paint]:
        corners = [self.placed(corner) for corner in _corners(self.visual, square)]
        path = path_through([*corners, corners[0]])
        pale, strong = self.theme.shade(square.fill, "light"), self.theme.shade(square.fill, "strong")

        def paint(canvas: Any) -> None:
            canvas.drawPath(path, fill(pale))
            for index in range(1, square.grid):
                part = index / square.grid
                canvas.drawPath(
                    path_through([_on(corners[0], corners[1], part), _on(corners[3], corners[2], part)]),
                    stroke(strong, 2),
                )
                canvas.drawPath(
                    path_through([_on(corners[0], corners[3], part), _on(corners[1], corners[2], part)]),
                    stroke(strong, 2),
                )
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
        (x, y), radius = self.at(circle.centre), circle.radius * self.scale

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

        def paint(canvas: Any) -> None:
            if abs(abs(sweep) - 90) < RIGHT:
                one, other = (_from(corner, (start + turn) * pi / 180, RIGHT_ANGLE) for turn in (0, sweep))
                far = (one[0] + other[0] - corner[0], one[1] + other[1] - corner[1])
                canvas.drawPath(path_through([one, far, other]), pen)
            else:
                oval = skia.Rect.MakeXYWH(
                    corner[0] - ANGLE_RADIUS, corner[1] - ANGLE_RADIUS, 2 * ANGLE_RADIUS, 2 * ANGLE_RADIUS
                )
                canvas.drawArc(oval, start, sweep, False, pen)

        return angle.at, Box.centered(corner, 2 * ANGLE_RADIUS, 2 * ANGLE_RADIUS), paint

    def labels(self, pixels: Any) -> list[Layer]:
        """Return all names and lengths, placed so that none covers another."""
        wanted = [*self.names(), *self.side_names(), *self.angle_names(), *self.area_names()]
        if not wanted:
            return []
        placed = place(
            [label for _, label in wanted], self.area.inset(8), self.theme.letters("Semibold", align="center")
        )
        return [self.label(at, each, pixels) for (at, _), each in zip(wanted, placed, strict=True)]

    def label(self, at: int, placed: Placed, pixels: Any) -> Layer:
        box = placed.plate.joined(Box.around(placed.line)) if placed.line else placed.plate
        paint = line_paint(placed, self.theme.quiet)
        if not is_readable_on(pixels, placed.text.bounds.moved(-self.area.x, -self.area.y), self.theme.ink):
            edge = self.theme.edge if self.theme.outlined else None
            paint = together(paint, plate_paint(placed, self.theme.card, edge))
        return Element(box.common(self.area), paint, self.timeline.start_of(at), [placed.text], rise=0)

    def names(self) -> list[tuple[int, Wanted]]:
        """Return the points' names, away from the middle of the figure."""
        found = []
        for point in self.visual.points:
            if point.shown:
                found.append(
                    (
                        self.first_use(point.name),
                        Wanted(point.name, _away(self.at(point.name), self.middle), POINT_SIZE),
                    )
                )
        return found

    def first_use(self, name: str) -> int:
        """Return the sentence at which a point is first part of something."""
        visual = self.visual
        uses = [figure.at for figure in visual.figures if name in figure.corners]
        uses += [circle.at for circle in visual.circles if circle.centre == name]
        parts: list[Segment | SideSquare | Angle] = [*visual.segments, *visual.squares, *visual.angles]
        uses += [part.at for part in parts if name in (part.start, part.end, getattr(part, "corner", ""))]
        return min(uses, default=0)

    def side_names(self) -> list[tuple[int, Wanted]]:
        found = []
        for segment in self.visual.segments:
            if segment.label:
                middle = _on(self.at(segment.start), self.at(segment.end), 0.5)
                across = _beside(self.at(segment.start), self.at(segment.end), self.middle)
                ends = {segment.start, segment.end}
                if any({square.start, square.end} == ends for square in self.visual.squares):
                    across += pi  # there is a square on the other side
                found.append((segment.at, Wanted(segment.label, _from(middle, across, AWAY), LABEL_SIZE)))
        return found

    def angle_names(self) -> list[tuple[int, Wanted]]:
        found = []
        for angle in self.visual.angles:
            if angle.label:
                corner = self.at(angle.corner)
                start, sweep = _opening(corner, self.at(angle.start), self.at(angle.end))
                middle = _from(corner, (start + sweep / 2) * pi / 180, ANGLE_RADIUS + AWAY + 10)
                found.append((angle.at, Wanted(angle.label, middle, LABEL_SIZE)))
        return found

    def area_names(self) -> list[tuple[int, Wanted]]:
        """Return what stands inside of squares, polygons and circles."""
        found = []
        for square in self.visual.squares:
            if square.label:
                corners = [self.placed(corner) for corner in _corners(self.visual, square)]
                found.append((square.at, Wanted(square.label, _on(corners[0], corners[2], 0.5), LABEL_SIZE)))
        for polygon in self.visual.figures:
            if polygon.label:
                found.append(
                    (polygon.at, Wanted(polygon.label, _mean([self.at(name) for name in polygon.corners]), LABEL_SIZE))
                )
        for circle in self.visual.circles:
            if circle.label:
                x, y = self.at(circle.centre)
                found.append((circle.at, Wanted(circle.label, (x, y + circle.radius * self.scale / 2), LABEL_SIZE)))
        return found


def _extent(visual: GeometryVisual) -> Box:
    """Return the box around the whole figure, in its own units."""
    points = [(point.x, point.y) for point in visual.points]
    for square in visual.squares:
        points += _corners(visual, square)
    for circle in visual.circles:
        centre = next(point for point in visual.points if point.name == circle.centre)
        points += [
            (centre.x - circle.radius, centre.y - circle.radius),
            (centre.x + circle.radius, centre.y + circle.radius),
        ]
    return Box.around(points)


def _corners(visual: GeometryVisual, square: SideSquare) -> list[Place]:
    """Return the corners of a square to the right of the way from start to end, in the units of the figure."""
    by_name = {point.name: point for point in visual.points}
    start, end = by_name[square.start], by_name[square.end]
    x, y = end.x - start.x, end.y - start.y
    return [(start.x, start.y), (end.x, end.y), (end.x + y, end.y - x), (start.x + y, start.y - x)]


def _opening(corner: Place, start: Place, end: Place) -> tuple[float, float]:
    """Return where an angle begins and how far it opens, in degrees clockwise, the shorter way round."""
    first = atan2(start[1] - corner[1], start[0] - corner[0]) * 180 / pi
    last = atan2(end[1] - corner[1], end[0] - corner[0]) * 180 / pi
    sweep = (last - first + 180) % 360 - 180
    return first, sweep


def _beside(start: Place, end: Place, middle: Place) -> float:
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
