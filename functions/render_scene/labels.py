"""Placing labels: each as near as possible to where it should stand, none over another, all inside an area."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, cos, hypot, pi, sin
from typing import Any

from .geometry import Box, Place
from .layers import Paint
from .shapes import panel, stroke
from .text import SMALLEST_TEXT, Letters, Text, TooMuch, fit, set_text

GAP = 8  # pixels between two labels
PLATE = (14, 5)  # pixels that a plate is larger than its label, at the sides and above and below
_WIDTHS = (540, 400, 300, 220)  # at which long labels are wrapped, the wished one first
_RING, _ANGLES, _FARTHEST = 26, 16, 1500
_LOST = 1.4  # heights of a label that it may move before a line must lead back to what it names


@dataclass(frozen=True)
class Wanted:
    """Ask for a label around a point."""

    text: str
    middle: Place
    size: int
    target: Place | None = None
    """What it names, where a line should lead there."""


@dataclass(frozen=True)
class Placed:
    """Hold a label where it stands, and the line to what it names, if it needs one."""

    text: Text
    line: tuple[Place, Place] | None

    @property
    def plate(self) -> Box:
        """Return the area that belongs to it."""
        return self.text.bounds.inset(-PLATE[0], -PLATE[1])


def place(
    wanted: Sequence[Wanted], area: Box, letters: Letters, hard: Sequence[Box] = (), soft: Sequence[Box] = ()
) -> list[Placed]:
    """Place labels; they never cover `hard` boxes, and `soft` ones only where there is no other room.

    Raises `TooMuch` where they do not all find room.
    """
    inner = area.inset(*PLATE)
    for shrink in (1.0, 0.85, 0.7, 0.0):
        for width in _WIDTHS:
            found = _place_all(wanted, inner, letters, hard, soft, shrink, width)
            if found:
                return found
    return _in_a_grid(wanted, inner, letters, hard)


def plate_paint(placed: Placed, color: int, edge: int | None) -> Paint:
    """Return what paints a rounded ground under a label."""
    box = placed.plate

    def paint(canvas: Any) -> None:
        if edge is not None:
            panel(canvas, box.inset(-2), edge)
        panel(canvas, box, color)

    return paint


def line_paint(placed: Placed, color: int) -> Paint:
    """Return what paints the line from a label to what it names."""

    def paint(canvas: Any) -> None:
        if placed.line:
            (x0, y0), (x1, y1) = placed.line
            canvas.drawLine(x0, y0, x1, y1, stroke(color, 4))
            canvas.drawCircle(x1, y1, 6, stroke(color, 6))

    return paint


def _place_all(
    wanted: Sequence[Wanted],
    area: Box,
    letters: Letters,
    hard: Sequence[Box],
    soft: Sequence[Box],
    shrink: float,
    width: float,
) -> list[Placed] | None:
    found: list[Placed] = []
    for label in wanted:
        size = max(SMALLEST_TEXT, round(label.size * shrink) // 2 * 2)
        text = _wrapped(label.text, size, min(width, area.width), letters)
        taken = [placed.plate.inset(-GAP / 2) for placed in found]
        box = _free(text.bounds, label.middle, area, [*taken, *hard, *soft]) if soft else None
        box = box or _free(text.bounds, label.middle, area, [*taken, *hard])
        if box is None:
            return None
        moved = set_text(label.text, box, size, letters)
        found.append(Placed(moved, _line(moved.bounds, label)))
    return found


def _wrapped(text: str, size: int, width: float, letters: Letters) -> Text:
    """Set a text in a box that is no larger than it is; a long word makes it wider."""
    found = set_text(text, Box(0, 0, width, 0), size, letters)
    most = ceil(max(found.width, min(found.longest_word, width * 2))) + 2
    least = ceil(max(found.longest_word, most / 2))
    height = set_text(text, Box(0, 0, most, 0), size, letters).height
    while least < most:  # the narrowest with as many lines: lines of one length read best
        middle = (least + most) // 2
        if set_text(text, Box(0, 0, middle, 0), size, letters).height <= height:
            most = middle
        else:
            least = middle + 1
    return set_text(text, Box(0, 0, most, ceil(height)), size, letters)


def _free(box: Box, middle: Place, area: Box, taken: Sequence[Box]) -> Box | None:
    width, height = box.width + 2, box.height
    if width > area.width or height > area.height:
        return None
    for x, y in _places_around(middle):
        found = Box.centered((x, y), width, height).within(area)
        plate = found.inset(-PLATE[0], -PLATE[1])
        if not any(plate.overlaps(other) for other in taken):
            return found
    return None


def _places_around(middle: Place) -> Iterator[Place]:
    yield middle
    for ring in range(_RING, _FARTHEST, _RING):
        for step in range(_ANGLES):
            angle = 2 * pi * step / _ANGLES
            yield middle[0] + 1.6 * ring * cos(angle), middle[1] + ring * sin(angle)


def _line(box: Box, label: Wanted) -> tuple[Place, Place] | None:
    """Return the line from the edge of a label to what it names."""
    moved = hypot(box.middle[0] - label.middle[0], box.middle[1] - label.middle[1])
    target = label.target or (label.middle if moved > _LOST * box.height else None)
    if target is None:
        return None
    plate = box.inset(-PLATE[0], -PLATE[1])
    start = (min(max(target[0], plate.x), plate.right), min(max(target[1], plate.y), plate.bottom))
    return None if hypot(start[0] - target[0], start[1] - target[1]) < 12 else (start, target)


def _in_a_grid(wanted: Sequence[Wanted], area: Box, letters: Letters, hard: Sequence[Box]) -> list[Placed]:
    """Set all labels in rows and columns over the whole area: for more than can stand where they belong."""
    if hard:
        raise TooMuch(wanted[0].text)
    columns = 2 if len(wanted) <= 16 else 4
    rows = area.rows(ceil(len(wanted) / columns), 2 * PLATE[1] + 2)
    cells = [cell for row in rows for cell in row.columns(columns, 2 * PLATE[0] + GAP)]
    order = sorted(wanted, key=lambda label: (label.middle[1], label.middle[0]))
    texts = {
        id(label): fit(label.text, cell, SMALLEST_TEXT, letters) for label, cell in zip(order, cells, strict=False)
    }
    return [Placed(texts[id(label)], _line(texts[id(label)].bounds, label)) for label in wanted]
