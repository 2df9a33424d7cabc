"""What a picture is made of: layers that each know when they change.

A frame is a whole number, at 30 frames a second from the start of the scene.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from math import ceil
from typing import Any, Protocol

import numpy as np
import skia

from shared.models.narration import FRAMES_PER_SECOND, Narration

from .geometry import Box
from .shapes import rect

ENTER_FRAMES = 12
RISE = 26  # pixels
AROUND = 60  # pixels that an element may paint outside of its box: a shadow, a coloured edge
COUNTDOWN_STEP = 3  # frames: a ring that fills needs no more than ten pictures a second

Paint = Callable[[Any], None]


class Writing(Protocol):
    """Hold a text or a formula that is set."""

    @property
    def bounds(self) -> Box:
        """Return where it stands."""

    @property
    def size(self) -> float:
        """Return the size of its letters in pixels."""

    def draw(self, canvas: Any) -> None:
        """Draw it."""


class Layer(Protocol):
    """Draw a part of the picture."""

    @property
    def box(self) -> Box:
        """Return where it stands."""

    @property
    def area(self) -> Box:
        """Return where it may paint."""

    @property
    def texts(self) -> Sequence[Writing]:
        """Return what can be read in it."""

    def changes(self) -> set[int]:
        """Return the frames at which it looks different from the frame before."""

    def draw(self, canvas: Any, frame: int) -> None:
        """Draw it as it looks at a frame."""


@dataclass(frozen=True)
class Timeline:
    """Say at which frame each sentence starts and ends, from `opens` until `closes` where only a part is shown."""

    narration: Narration
    opens: int = 0
    closes: int | None = None

    @property
    def last(self) -> int:
        """Return the last frame that is shown."""
        return (self.narration.frames if self.closes is None else self.closes) - 1

    def start_of(self, sentence: int) -> int:
        """Return the frame at which a sentence starts."""
        if sentence == 0:
            return self.opens
        return self._frame(self.narration.sentences[sentence].start)

    def end_of(self, sentence: int) -> int:
        """Return the frame at which a sentence ends."""
        return self._frame(self.narration.sentences[sentence].end)

    def _frame(self, seconds: float) -> int:
        return max(self.opens, min(round(seconds * FRAMES_PER_SECOND), self.last))


@dataclass
class Element:
    """Enter with a sentence: fade in while rising a little; `spotlight` is drawn while it is the newest.

    It is painted once, and the image shown from then on: shadows are costly.
    """

    box: Box
    paint: Paint
    enters: int
    texts: Sequence[Writing] = ()
    """What can be read; it is drawn over what `paint` paints."""
    spotlight: Paint | None = None
    spotlight_ends: int | None = None
    fixed: bool = False
    """Whether it is there from the first frame, without entering."""
    rise: float = RISE

    def changes(self) -> set[int]:
        """Return the frames of its entrance, and that at which its spotlight goes."""
        entrance = {self.enters} if self.fixed else {self.enters + step for step in range(ENTER_FRAMES + 1)}
        gone = {self.spotlight_ends} if self.spotlight and self.spotlight_ends is not None else set()
        return entrance | gone

    def draw(self, canvas: Any, frame: int) -> None:
        """Draw it as far as it has entered."""
        part = float(frame >= self.enters) if self.fixed else eased((frame - self.enters) / ENTER_FRAMES)
        if part <= 0:
            return
        is_newest = self.spotlight_ends is None or frame < self.spotlight_ends
        if self.spotlight and is_newest and part == 1:
            self.spotlight(canvas)
        image, area = self._painted
        canvas.drawImage(
            image, area.x, area.y + self.rise * (1 - part), skia.SamplingOptions(), skia.Paint(Alphaf=part)
        )

    @cached_property
    def area(self) -> Box:
        """Return where it may paint: it starts lower by its rise, and what a spotlight paints is not known."""
        area = self._painted[1]
        risen = area.joined(area.moved(0, self.rise))
        return risen.joined(self.box.inset(-AROUND)) if self.spotlight else risen

    @cached_property
    def _painted(self) -> tuple[Any, Box]:
        """Paint it on whole pixels, so that letters stay sharp; return the image, and where it stands."""
        box = self.box.inset(-AROUND)
        x, y = int(box.x), int(box.y)
        pixels = np.zeros((ceil(box.height + 1), ceil(box.width + 1)), np.uint32)
        height, width = pixels.shape
        information = skia.ImageInfo.MakeN32Premul(width, height)
        canvas = skia.Surface.MakeRasterDirect(information, pixels, width * 4).getCanvas()
        canvas.translate(-x, -y)
        self.paint(canvas)
        for text in self.texts:
            text.draw(canvas)
        top, bottom = _ends(pixels.any(axis=1))
        left, right = _ends(pixels.any(axis=0))
        part = pixels.view(np.uint8).reshape(height, width, 4)[top:bottom, left:right]
        image = skia.Image.fromarray(np.ascontiguousarray(part), information.colorType(), skia.kPremul_AlphaType)
        return image, Box(x + left, y + top, right - left, bottom - top)


@dataclass(frozen=True)
class Countdown:
    """Fill a ring while the learner thinks."""

    box: Box
    starts: int
    ends: int
    color: int
    track: int
    texts: Sequence[Writing] = ()

    @property
    def area(self) -> Box:
        """Return where it may paint."""
        return self.box

    def changes(self) -> set[int]:
        """Return the frames at which the ring grows, and that at which it is gone."""
        return {*range(self.starts, self.ends, COUNTDOWN_STEP), self.ends}

    def draw(self, canvas: Any, frame: int) -> None:
        """Draw the ring as full as it is."""
        if not self.starts <= frame < self.ends:
            return
        shown = frame - (frame - self.starts) % COUNTDOWN_STEP
        part = (shown - self.starts) / max(1, self.ends - self.starts)
        oval = rect(self.box).makeInset(8, 8)
        line = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=14)
        line.setStrokeCap(skia.Paint.kRound_Cap)
        line.setColor(0xFF000000 | self.track)
        canvas.drawOval(oval, line)
        line.setColor(0xFF000000 | self.color)
        canvas.drawArc(oval, -90, 360 * part, False, line)


@dataclass(frozen=True)
class Page:
    """Show some layers for a part of the scene only: what does not fit at once is shown one page after the other."""

    layers: Sequence[Layer]
    box: Box
    opens: int
    closes: int
    texts: Sequence[Writing] = field(default=(), init=False)

    @cached_property
    def area(self) -> Box:
        """Return where its layers may paint."""
        return reduce(Box.joined, (layer.area for layer in self.layers), self.box)

    def changes(self) -> set[int]:
        """Return the frames at which its layers change while it is open, and those at which it opens and closes."""
        found = set().union(*(layer.changes() for layer in self.layers))
        return {frame for frame in found if self.opens <= frame < self.closes} | {self.opens, self.closes}

    def draw(self, canvas: Any, frame: int) -> None:
        """Draw its layers while it is open."""
        if self.opens <= frame < self.closes:
            for layer in self.layers:
                layer.draw(canvas, frame)


def eased(part: float) -> float:
    """Return how far a movement is after a part of its time: fast at first, gentle at its end."""
    part = min(1.0, max(0.0, part))
    return 1 - (1 - part) ** 3


def changes(layers: Sequence[Layer], frames: int) -> list[int]:
    """Return the frames at which the picture differs from the one before, the first frame included."""
    found = {0}.union(*(layer.changes() for layer in layers))
    return sorted(frame for frame in found if 0 <= frame < frames)


def _ends(is_painted: Any) -> tuple[int, int]:
    """Return where the painted part of rows or columns starts and ends: the first alone where nothing is painted."""
    found = np.flatnonzero(is_painted)
    return (int(found[0]), int(found[-1]) + 1) if found.size else (0, 1)
