"""What moves while it is spoken about: gently, and at few pictures a second, so that a scene is still drawn quickly."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from math import cos, pi, sin
from typing import Any, Literal

import skia

from shared.models.narration import FRAMES_PER_SECOND

from .geometry import Box, Place
from .layers import AROUND, Element, Writing, eased
from .shapes import path_through, rect, stroke

FLOW_STEP = 6  # frames between two pictures of something that flows: five a second
MOVE_STEP = 3  # frames between two pictures of something that moves: ten a second
FLOW_SPEED = 84.0  # pixels a second
_DASH, _GAP = 2.0, 40.0  # pixels; with round ends a dash is a dot

WIPE_FRAMES, WIPE_STEP = 24, 2
EVERYTHING = Box(0, 0, 1920, 1080)

Direction = Literal["right", "left", "up", "down"]
Track = Callable[[float], Place]
"""How far something has moved after a part (0 to 1) of its time: pixels to the right and down."""


@dataclass
class Flow:
    """Let dots travel along a line."""

    points: Sequence[Place]
    starts: int
    ends: int
    color: int
    width: float
    texts: Sequence[Writing] = ()
    limits: Box = EVERYTHING
    """Outside of which nothing of it is shown."""

    @cached_property
    def box(self) -> Box:
        """Return the box around the line."""
        return Box.around(self.points).common(self.limits)

    @cached_property
    def area(self) -> Box:
        """Return where it may paint: half the line's width around it, and a pixel for its soft edge."""
        return self.box.inset(-self.width / 2 - 1)

    def changes(self) -> set[int]:
        """Return the frames at which the dots are somewhere else."""
        return {*range(self.starts, self.ends, FLOW_STEP), self.ends}

    def draw(self, canvas: Any, frame: int) -> None:
        """Draw the dots where they are."""
        if not self.starts <= frame < self.ends:
            return
        passed = (frame - self.starts) // FLOW_STEP * FLOW_STEP / FRAMES_PER_SECOND
        paint = stroke(self.color, self.width)
        paint.setPathEffect(skia.DashPathEffect.Make([_DASH, _GAP], -passed * FLOW_SPEED))
        with skia.AutoCanvasRestore(canvas):
            canvas.clipRect(rect(self.limits))
            canvas.drawPath(self._path, paint)

    @cached_property
    def _path(self) -> Any:
        return path_through(self.points)


@dataclass(frozen=True)
class Leg:
    """Move along a track from one frame to another."""

    track: Track
    starts: int
    ends: int

    def at(self, frame: int) -> Place:
        """Return how far something has moved at a frame."""
        passed = min(max(frame, self.starts), self.ends) - self.starts
        length = max(1, self.ends - self.starts)
        return self.track(1.0 if passed >= length else passed // MOVE_STEP * MOVE_STEP / length)


@dataclass
class Moving:
    """Move an element while it is spoken about; it stays where its last leg ends."""

    element: Element
    legs: Sequence[Leg]
    limits: Box
    """Outside of which nothing of it is shown."""

    @cached_property
    def box(self) -> Box:
        """Return the box that holds it wherever it is."""
        return self._everywhere(self.element.box)

    @cached_property
    def area(self) -> Box:
        """Return where it may paint wherever it is."""
        return self._everywhere(self.element.area)

    @property
    def texts(self) -> Sequence[Writing]:
        """Return what can be read in it, where it stands at first."""
        return self.element.texts

    def changes(self) -> set[int]:
        """Return the frames of its entrance and of its movement."""
        steps = [{*range(leg.starts, leg.ends, MOVE_STEP), leg.ends} for leg in self.legs]
        return self.element.changes().union(*steps)

    def draw(self, canvas: Any, frame: int) -> None:
        """Draw it where it is."""
        limits = self.limits
        with skia.AutoCanvasRestore(canvas):
            canvas.clipRect(rect(limits))
            canvas.translate(*self._moved(frame))
            self.element.draw(canvas, frame)

    def _everywhere(self, box: Box) -> Box:
        """Return the box that holds a box of the element at all times, as far as it is shown."""
        frames = {frame for leg in self.legs for frame in range(leg.starts, leg.ends + 1, MOVE_STEP)}
        frames |= {leg.ends for leg in self.legs}
        boxes = [box.moved(*self._moved(frame)) for frame in sorted(frames)]
        return reduce(Box.joined, boxes, box).common(self.limits)

    def _moved(self, frame: int) -> Place:
        moved = [leg.at(frame) for leg in self.legs]
        return sum(x for x, _ in moved), sum(y for _, y in moved)


def along(points: Sequence[Place]) -> Track:
    """Return a track along straight lines through points, at one speed, gentle at both ends."""
    measure = skia.PathMeasure(path_through(points), False)
    x0, y0 = points[0]

    def track(part: float) -> Place:
        if not measure.getLength():  # all points are one
            return 0.0, 0.0
        position, _ = measure.getPosTan(measure.getLength() * (1 - cos(pi * min(1.0, max(0.0, part)))) / 2)
        return position.x() - x0, position.y() - y0

    return track


def around(radius_x: float, radius_y: float, from_degrees: float, turns: float) -> Track:
    """Return a track around an ellipse; degrees count clockwise from the right."""
    start = from_degrees * pi / 180

    def track(part: float) -> Place:
        angle = start + 2 * pi * turns * part
        return radius_x * (cos(angle) - cos(start)), radius_y * (sin(angle) - sin(start))

    return track


@dataclass
class Wipe(Element):
    """Enter from one side to the other, as a line is drawn by hand."""

    direction: Direction = "right"

    def changes(self) -> set[int]:
        """Return the frames of its entrance."""
        return {*range(self.enters, self.enters + WIPE_FRAMES, WIPE_STEP), self.enters + WIPE_FRAMES}

    def draw(self, canvas: Any, frame: int) -> None:
        """Draw the part that has been drawn."""
        if frame < self.enters:
            return
        passed = min(frame - self.enters, WIPE_FRAMES)
        part = 1.0 if passed == WIPE_FRAMES else eased((passed // WIPE_STEP + 1) * WIPE_STEP / WIPE_FRAMES)
        box = self.box.inset(-AROUND)
        is_across = self.direction in ("right", "left")
        width, height = (box.width * part, box.height) if is_across else (box.width, box.height * part)
        left = box.right - width if self.direction == "left" else box.x
        top = box.bottom - height if self.direction == "up" else box.y
        with skia.AutoCanvasRestore(canvas):
            canvas.clipRect(skia.Rect.MakeXYWH(left, top, width, height))
            image, area = self._painted
            canvas.drawImage(image, area.x, area.y)
