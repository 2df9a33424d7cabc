"""Number line: ticks with their numbers, marked numbers under it, jumps above it."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from shared.models.visuals.graphs import NumberJump, NumberLineVisual, NumberMark

from ..axes import written
from ..geometry import Box, Place
from ..layers import Element, Layer, Timeline
from ..motion import Wipe
from ..shapes import area as filled
from ..shapes import arrow, line
from ..text import Letters, Text, fit, set_text
from ..theme import Theme
from .elements import Layout, present, ring

TICK_SIZE, MARK_SIZE = 34, 40
ENDS = 90  # pixels of the line beyond its first and last tick
NUMBERS_HEIGHT, MARK_ROW, JUMP_ROW, HIGHEST_JUMP = 76, 56, 54, 190
JUMP_STEPS = 40


def layers(visual: NumberLineVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return the line, its marks and its jumps, each in the row in which its text covers no other."""
    line = _Line(visual, area, theme, timeline)
    jumps = _in_rows([line.jump_text(jump) for jump in visual.jumps])
    marks = _in_rows([line.mark_text(mark) for mark in visual.marks])
    below = NUMBERS_HEIGHT + max((MARK_ROW * (row + 1) for _, row in marks), default=0)
    rows = max((row + 1 for _, row in jumps), default=0)
    lowest = min(HIGHEST_JUMP, area.height - below - (JUMP_ROW + 4) * rows)
    above = lowest + JUMP_ROW * rows if rows else 20
    y = area.y + above + (area.height - above - below) / 2
    found = [line.line(y)]
    for jump, (text, row) in zip(visual.jumps, jumps, strict=True):
        found.append(line.jump(jump, text, lowest + JUMP_ROW * row, y))
    for mark, (text, row) in zip(visual.marks, marks, strict=True):
        found.append(line.mark(mark, text, row, y))
    return found


class _Line(Layout[NumberLineVisual]):
    """Know where each number stands."""

    def across(self, value: float) -> float:
        inner, visual = self.area.inset(ENDS, 0), self.visual
        return inner.x + inner.width * (value - visual.start) / (visual.end - visual.start)

    def line(self, y: float) -> Layer:
        area, ink = self.area, self.theme.ink
        count = int((self.visual.end - self.visual.start) / self.visual.step + 1e-9)
        values = [self.visual.start + self.visual.step * index for index in range(count + 1)]
        places = [self.across(value) for value in values]

        def paint(canvas: Any) -> None:
            arrow(canvas, [(area.middle[0], y), (area.right - 4, y)], ink, 6)
            arrow(canvas, [(area.middle[0], y), (area.x + 4, y)], ink, 6)
            for x in places:
                line(canvas, (x, y - 15), (x, y + 15), ink, 6)

        box = Box(area.x, y - 20, area.width, 20 + NUMBERS_HEIGHT)
        return present(box, paint, self.timeline, self.numbers(values, places, y))

    def numbers(self, values: list[float], places: list[float], y: float) -> list[Text]:
        """Set the numbers under the ticks, or under every second, third … one where they would touch."""
        letters = self.theme.letters("Regular", align="center")
        chosen: list[Text] = []
        for every in (1, 2, 4, 5, 10, 20):
            chosen = [
                set_text(written(round(value, 9)), Box(x - 160, y + 26, 320, 46), TICK_SIZE, letters)
                for value, x in list(zip(values, places, strict=True))[::every]
            ]
            if all(after.bounds.x - before.bounds.right > 18 for before, after in pairwise(chosen)):
                break
        return chosen

    def mark_text(self, mark: NumberMark) -> Text:
        letters = self.theme.letters("Bold", self.theme.accent("number_line"), "center")
        return self.in_one_line(mark.label or written(mark.value), self.across(mark.value), letters)

    def jump_text(self, jump: NumberJump) -> Text:
        letters = self.theme.letters("Bold", self.theme.accent("worked_example"), "center")
        middle = (self.across(jump.start) + self.across(jump.end)) / 2
        return self.in_one_line(jump.label or written(round(jump.end - jump.start, 9)), middle, letters)

    def in_one_line(self, text: str, x: float, letters: Letters) -> Text:
        """Set a text around a place, but inside the area."""
        found = fit(text, Box(0, 0, self.area.width / 2, 52), MARK_SIZE, letters)
        row = Box(self.area.x, -26, self.area.width, 52)
        return set_text(text, Box.centered((x, 0), found.width + 4, 52).within(row), found.size, letters)

    def mark(self, mark: NumberMark, text: Text, row: int, y: float) -> Layer:
        x, color = self.across(mark.value), self.theme.accent("number_line")
        top = y + NUMBERS_HEIGHT + MARK_ROW * row
        placed = text.moved(0, top - text.box.y)

        def paint(canvas: Any) -> None:
            line(canvas, (x, y), (x, y + 22), color, 6)
            if row:
                line(canvas, (x, y + NUMBERS_HEIGHT), (x, top), color, 3)
            ring(canvas, (x, y), 17, color, 7, self.theme.on_accent)

        box = Box(x - 20, y - 20, 40, top - y + 20).joined(placed.box)
        return Element(box, paint, self.timeline.start_of(mark.at), [placed], rise=8)

    def jump(self, jump: NumberJump, text: Text, height: float, y: float) -> Layer:
        start, end, color = self.across(jump.start), self.across(jump.end), self.theme.accent("worked_example")
        placed = text.moved(0, y - height - 52 - text.box.y)
        points = _leap(start, end, y - 22, height - 22)

        def paint(canvas: Any) -> None:
            arrow(canvas, points, color, 7)
            filled(canvas, placed.bounds.inset(-8, 0), self.theme.paper)  # another jump may pass behind

        box = Box.around(points).joined(placed.box)
        enters = self.timeline.start_of(jump.at)
        return Wipe(box, paint, enters, [placed], direction="right" if end > start else "left")


def _in_rows(texts: Sequence[Text]) -> list[tuple[Text, int]]:
    """Give each text the first row in which it has room."""
    rows: list[list[Box]] = []
    found = []
    for text in texts:
        box = text.box.inset(-14, 0)
        free = (index for index, taken in enumerate(rows) if not any(box.overlaps(other) for other in taken))
        row = next(free, len(rows))
        if row == len(rows):
            rows.append([])
        rows[row].append(box)
        found.append((text, row))
    return found


def _leap(start: float, end: float, y: float, height: float) -> list[Place]:
    parts = [step / JUMP_STEPS for step in range(JUMP_STEPS + 1)]
    return [(start + (end - start) * part, y - height * 4 * part * (1 - part)) for part in parts]
