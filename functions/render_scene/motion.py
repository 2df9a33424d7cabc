"""What moves while it is spoken about: gently, and at few pictures a second, so that a scene is still drawn quickly."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import cos, pi, sin
from typing import Any

import skia

from shared.models.narration import FRAMES_PER_SECOND

from .geometry import Box, Place
from .layers import Element, Writing
from .shapes import path_through, stroke

FLOW_STEP = 5  # frames between two pictures of something that flows: six a second
MOVE_STEP = 3  # frames between two pictures of something that moves: ten a second
FLOW_SPEED = 84.0  # pixels a second
_DASH, _GAP = 2.0, 40.0  # pixels; with round ends a dash is a dot

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

    @cached_property
    def box(self) -> Box:
        """Return the box around the line."""
        return Box.around(self.points)

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
        canvas.drawPath(self._path, paint)

    @cached_property
    def _path(self) -> Any:
        return path_through(self.points)


@dataclass
class Moving:
    """Move an element along a track while it is spoken about; it stays where the track ends."""

    element: Element
    track: Track
    starts: int
    ends: int

    @cached_property
    def box(self) -> Box:
        """Return the box that holds it wherever it is."""
        boxes = [self.element.box.moved(*self.track(part / 24)) for part in range(25)]
        found = boxes[0]
        for box in boxes[1:]:
            found = found.joined(box)
        return found

    @property
    def texts(self) -> Sequence[Writing]:
        """Return what can be read in it, where it stands at first."""
        return self.element.texts

    def changes(self) -> set[int]:
        """Return the frames of its entrance and of its movement."""
        return self.element.changes() | {*range(self.starts, self.ends, MOVE_STEP), self.ends}

    def draw(self, canvas: Any, frame: int) -> None:
        """Draw it where it is."""
        at = min(max(frame, self.starts), self.ends)
        at = self.ends if at == self.ends else at - (at - self.starts) % MOVE_STEP
        x, y = self.track((at - self.starts) / max(1, self.ends - self.starts))
        canvas.save()
        canvas.translate(x, y)
        self.element.draw(canvas, frame)
        canvas.restore()


def along(points: Sequence[Place]) -> Track:
    """Return a track along straight lines through points, at one speed, gentle at both ends."""
    measure = skia.PathMeasure(path_through(points), False)
    x0, y0 = points[0]

    def track(part: float) -> Place:
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
