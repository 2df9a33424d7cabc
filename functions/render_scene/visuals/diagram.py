"""Diagram: a drawing that builds up while it is explained, with labels that can be read on whatever they stand on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial, reduce
from itertools import groupby
from typing import Any

from shared.models.visuals.diagram import HEIGHT, Arrow, DiagramVisual, Label, Motion, Shape

from ..contrast import is_readable_on
from ..drawing import drawn, finished, way_of
from ..geometry import Box, Place
from ..labels import Placed, Wanted, line_paint, place, plate_paint
from ..layers import Element, Layer, Paint, Timeline
from ..motion import Leg, Moving, Track, along, around
from ..shapes import card, clip_round
from ..theme import Theme
from .elements import Layout, dots_along, drawn_pixels, label, scaled, together

SIZES = {"small": 30, "medium": 36, "large": 46}


def layers(visual: DiagramVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return the ground, the shapes in their order, and the labels over them."""
    diagram = _Diagram(visual, area, theme, timeline)
    return [diagram.ground(), *diagram.shapes(), *diagram.labels()]


def frame_of(visual: DiagramVisual, area: Box) -> Box:
    """Return the box of the drawing: as large as the area allows, in its middle."""
    scale = min(area.height / HEIGHT, area.width / visual.width)
    return Box.centered(area.middle, visual.width * scale, HEIGHT * scale)


def ground_of(visual: DiagramVisual, theme: Theme) -> int:
    """Return the colour on which everything is drawn."""
    return theme.shade(visual.ground, "pale") if visual.ground else theme.card


def finished_in(frame: Box, visual: DiagramVisual, theme: Theme) -> Paint:
    """Return what paints the finished drawing without its labels into its frame."""
    return scaled(finished(visual, theme), (frame.x, frame.y), frame.height / HEIGHT)


class _Diagram(Layout[DiagramVisual]):
    """Know where the drawing stands, and what moves in it."""

    @cached_property
    def frame(self) -> Box:
        return frame_of(self.visual, self.area)

    @property
    def scale(self) -> float:
        return self.frame.height / HEIGHT

    @cached_property
    def legs(self) -> dict[str, list[Leg]]:
        """Return the movements of each group that has some."""
        return {name: list(self.legs_of(name)) for name in {motion.group for motion in self.visual.motions}}

    def legs_of(self, group: str) -> Iterator[Leg]:
        for motion in self.visual.motions:
            if motion.group == group and (motion.orbit or len(motion.path) > 1):
                until = motion.at if motion.until_at is None else max(motion.at, motion.until_at)
                starts = self.timeline.start_of(motion.at)
                yield Leg(_track(motion, self.scale), starts, max(starts + 1, self.timeline.end_of(until)))

    def ground(self) -> Layer:
        theme, color = self.theme, ground_of(self.visual, self.theme)
        paint = partial(card, box=self.frame, color=color, edge=theme.edge, shadow=theme.shadow)
        return Element(self.frame, paint, self.timeline.opens, fixed=True)

    def shapes(self) -> Iterator[Layer]:
        """Yield one element for all shapes that enter together, and what flows along their arrows."""
        shapes = [shape for shape in self.visual.shapes if not isinstance(shape, Label)]
        for (at, group, flows), run in groupby(shapes, lambda shape: (shape.at, self.moving(shape), _flows(shape))):
            parts, enters = list(run), self.timeline.start_of(at)
            element = self.element(parts, enters)
            yield Moving(element, self.legs[group], self.frame) if group else self.clipped(element)
            if flows:
                yield from (self.flow(part, enters) for part in parts if isinstance(part, Arrow))

    def moving(self, shape: Shape) -> str:
        return shape.group if shape.group in self.legs else ""

    def element(self, parts: Sequence[Shape], enters: int) -> Element:
        found = [drawn(part, self.theme) for part in parts]
        box = reduce(Box.joined, (part.box for part in found))
        place = Box(*self.at((box.x, box.y)), box.width * self.scale, box.height * self.scale)
        paint = scaled(together(*(part.paint for part in found)), (self.frame.x, self.frame.y), self.scale)
        return Element(place, paint, enters, fixed=enters == 0, rise=0)

    def clipped(self, element: Element) -> Element:
        """Return an element that is cut at the edge of the drawing."""
        return replace(element, box=element.box.common(self.frame), paint=clip_round(self.frame, element.paint))

    def flow(self, shape: Arrow, enters: int) -> Layer:
        way = [self.at(point) for point in way_of(shape)]
        dots = dots_along(way, shape.line * self.scale, enters, self.timeline, self.theme.card, 0.6)
        return replace(dots, limits=self.frame)

    def labels(self) -> Iterator[Layer]:
        labels = [shape for shape in self.visual.shapes if isinstance(shape, Label)]
        if not labels:
            return
        letters = self.theme.letters("Semibold", align="center")
        placed = place([self.wanted(shape) for shape in labels], self.frame.inset(10), letters)
        paint = finished_in(self.frame, self.visual, self.theme)
        pixels = drawn_pixels(self.frame, paint, ground_of(self.visual, self.theme))
        for shape, each in zip(labels, placed, strict=True):
            element = self.label(each, pixels, self.timeline.start_of(shape.at))
            group = self.moving(shape)
            yield Moving(element, self.legs[group], self.frame) if group else element

    def wanted(self, shape: Label) -> Wanted:
        target = None if shape.points_to is None else self.inside((shape.points_to[0], shape.points_to[1]))
        return Wanted(shape.text, self.inside((shape.x, shape.y)), SIZES[shape.size], target)

    def at(self, point: Place) -> Place:
        return self.frame.x + point[0] * self.scale, self.frame.y + point[1] * self.scale

    def inside(self, point: Place) -> Place:
        """Return where a point stands in the picture, or the nearest place inside the drawing."""
        spot = Box(*self.at(point), 0, 0).within(self.frame.inset(10))
        return spot.x, spot.y

    def label(self, placed: Placed, pixels: Any, enters: int) -> Element:
        paints: list[Paint] = [line_paint(placed, self.theme.ink)]
        if not is_readable_on(pixels, placed.plate.moved(-self.frame.x, -self.frame.y), self.theme.ink):
            paints.append(plate_paint(placed, self.theme.card, self.theme.edge))
        return label(placed, enters, *paints, fixed=enters == 0, rise=10)


def _flows(shape: Shape) -> bool:
    return isinstance(shape, Arrow) and shape.flows


def _track(motion: Motion, scale: float) -> Track:
    if motion.orbit:
        orbit = motion.orbit
        return around(orbit.radius_x * scale, orbit.radius_y * scale, orbit.start, orbit.turns)
    return along([(x * scale, y * scale) for x, y in motion.path])
