"""Diagram: a drawing that builds up while it is explained, with labels that can be read on whatever they stand on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import groupby
from typing import Any

from shared.models.visuals.diagram import HEIGHT, Arrow, DiagramVisual, Label, Motion, Shape

from ..contrast import is_readable_on
from ..drawing import drawn, finished, way_of
from ..geometry import Box, Place
from ..labels import Placed, Wanted, line_paint, place, plate_paint
from ..layers import Element, Layer, Paint, Timeline
from ..motion import Flow, Leg, Moving, Track, along, around
from ..shapes import card, clip_round
from ..theme import Theme
from .elements import dots_along, drawn_pixels, label, scaled, together

SIZES = {"small": 30, "medium": 36, "large": 46}


def layers(visual: DiagramVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return the ground, the shapes in their order, and the labels over them."""
    frame = _frame(visual, area)
    found: list[Layer] = [_ground(visual, frame, theme, timeline)]
    shapes = [shape for shape in visual.shapes if not isinstance(shape, Label)]
    legs = {name: list(_legs(visual, name, frame, timeline)) for name in {motion.group for motion in visual.motions}}
    for (at, group, flows), run in groupby(shapes, lambda shape: (shape.at, _moving(shape, legs), _flows(shape))):
        parts = list(run)
        element = _element(parts, frame, theme, timeline.start_of(at))
        found.append(Moving(element, legs[group], frame) if group else _clipped(element, frame))
        if flows:
            found += [_flow(part, frame, theme, timeline) for part in parts if isinstance(part, Arrow)]
    return [*found, *_labels(visual, frame, theme, timeline, legs)]


def _frame(visual: DiagramVisual, area: Box) -> Box:
    """Return the box of the drawing: as large as the area allows, in its middle."""
    scale = min(area.height / HEIGHT, area.width / visual.width)
    return Box.centered(area.middle, visual.width * scale, HEIGHT * scale)


def _ground(visual: DiagramVisual, frame: Box, theme: Theme, timeline: Timeline) -> Layer:
    color = _ground_color(visual, theme)
    return Element(
        frame, lambda canvas: card(canvas, frame, color, theme.edge, theme.shadow), timeline.opens, fixed=True
    )


def _ground_color(visual: DiagramVisual, theme: Theme) -> int:
    return theme.shade(visual.ground, "pale") if visual.ground else theme.card


def _element(parts: Sequence[Shape], frame: Box, theme: Theme, enters: int) -> Element:
    """Return one element for all shapes that enter together: it is painted once."""
    found = [drawn(part, theme) for part in parts]
    box, scale = reduce(Box.joined, (part.box for part in found)), _scale(frame)
    place = Box(*_at((box.x, box.y), frame), box.width * scale, box.height * scale)
    paint = scaled(together(*(part.paint for part in found)), (frame.x, frame.y), scale)
    return Element(place, paint, enters, fixed=enters == 0, rise=0)


def _scale(frame: Box) -> float:
    return frame.height / HEIGHT


def _clipped(element: Element, frame: Box) -> Element:
    """Return an element that is cut at the edge of the drawing."""
    return replace(element, box=element.box.common(frame), paint=clip_round(frame, element.paint))


def _flows(shape: Shape) -> bool:
    return isinstance(shape, Arrow) and shape.flows


def _moving(shape: Shape, legs: dict[str, list[Leg]]) -> str:
    return shape.group if shape.group in legs else ""


def _flow(shape: Arrow, frame: Box, theme: Theme, timeline: Timeline) -> Flow:
    way = [_at(point, frame) for point in way_of(shape)]
    width, enters = shape.line * _scale(frame), timeline.start_of(shape.at)
    return replace(dots_along(way, width, enters, timeline, theme.card, 0.6), limits=frame)


def _legs(visual: DiagramVisual, group: str, frame: Box, timeline: Timeline) -> Iterator[Leg]:
    for motion in visual.motions:
        if motion.group == group and (motion.orbit or len(motion.path) > 1):
            until = motion.at if motion.until_at is None else max(motion.at, motion.until_at)
            starts = timeline.start_of(motion.at)
            yield Leg(_track(motion, _scale(frame)), starts, max(starts + 1, timeline.end_of(until)))


def _track(motion: Motion, scale: float) -> Track:
    if motion.orbit:
        orbit = motion.orbit
        return around(orbit.radius_x * scale, orbit.radius_y * scale, orbit.start, orbit.turns)
    return along([(x * scale, y * scale) for x, y in motion.path])


def _labels(
    visual: DiagramVisual, frame: Box, theme: Theme, timeline: Timeline, legs: dict[str, list[Leg]]
) -> list[Layer]:
    labels = [shape for shape in visual.shapes if isinstance(shape, Label)]
    if not labels:
        return []
    wanted = [_wanted(shape, frame) for shape in labels]
    placed = place(wanted, frame.inset(10), theme.letters("Semibold", align="center"))
    pixels = _pixels(visual, frame, theme)
    found: list[Layer] = []
    for shape, each in zip(labels, placed, strict=True):
        element = _label(each, frame, pixels, theme, timeline.start_of(shape.at))
        moving = _moving(shape, legs)
        found.append(Moving(element, legs[moving], frame) if moving else element)
    return found


def _wanted(shape: Label, frame: Box) -> Wanted:
    target = None if shape.points_to is None else _inside((shape.points_to[0], shape.points_to[1]), frame)
    return Wanted(shape.text, _inside((shape.x, shape.y), frame), SIZES[shape.size], target)


def _inside(point: Place, frame: Box) -> Place:
    """Return where a point stands in the picture, or the nearest place inside the drawing."""
    spot = Box(*_at(point, frame), 0, 0).within(frame.inset(10))
    return spot.x, spot.y


def _at(point: Place, frame: Box) -> Place:
    return frame.x + point[0] * _scale(frame), frame.y + point[1] * _scale(frame)


def _label(placed: Placed, frame: Box, pixels: Any, theme: Theme, enters: int) -> Element:
    paints: list[Paint] = [line_paint(placed, theme.ink)]
    if not is_readable_on(pixels, placed.plate.moved(-frame.x, -frame.y), theme.ink):
        paints.append(plate_paint(placed, theme.card, theme.edge))
    return label(placed, enters, *paints, fixed=enters == 0, rise=10)


def _pixels(visual: DiagramVisual, frame: Box, theme: Theme) -> Any:
    """Return the finished drawing without its labels."""
    paint = scaled(finished(visual, theme), (frame.x, frame.y), _scale(frame))
    return drawn_pixels(frame, paint, _ground_color(visual, theme))
