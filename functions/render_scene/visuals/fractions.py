"""Fractions: parts of circles and bars, shaded and hatched, with the fraction under them."""

from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

import skia

from shared.models.visuals.graphs import Fraction, FractionsVisual

from ..geometry import Box
from ..layers import Element, Layer, Paint, Timeline, Writing
from ..maths import fit_maths
from ..shapes import fill, line, rect, stroke
from ..text import fit_alike
from ..theme import Theme
from .elements import nothing

SIGN_WIDTH, NUMBER_HEIGHT, LABEL_HEIGHT = 110, 150, 150
NUMBER_SIZE, LABEL_SIZE, SIGN_SIZE = 92, 38, 110
HATCH = 18  # pixels between two lines of the hatching


def layers(visual: FractionsVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return each fraction as a shape, a number and words, and the signs between them."""
    columns = area.columns(len(visual.fractions), SIGN_WIDTH)
    feet = [Box(box.x - 20, box.bottom - LABEL_HEIGHT, box.width + 40, LABEL_HEIGHT) for box in columns]
    texts = [fraction.label for fraction in visual.fractions]
    labels = fit_alike(texts, feet, LABEL_SIZE, theme.letters("Regular", align="center"))
    below = LABEL_HEIGHT if any(texts) else 0
    found: list[Layer] = []
    for column, fraction, label in zip(columns, visual.fractions, labels, strict=True):
        space = Box(column.x, column.y, column.width, column.height - NUMBER_HEIGHT - below - 24)
        number_box = Box(column.x, space.bottom + 24, column.width, NUMBER_HEIGHT)
        latex = rf"\frac{{{fraction.numerator}}}{{{fraction.denominator}}}"
        letters = theme.letters("Regular", theme.accent("fractions"), "center")
        written: list[Writing] = [fit_maths(latex, number_box, NUMBER_SIZE, letters)]
        if fraction.label:
            written.append(label.raised())
        enters = timeline.start_of(fraction.at)
        found.append(Element(column.inset(-20, 0), _Shape(fraction, space, theme).paint(), enters, written))
        if fraction.sign_after and fraction is not visual.fractions[-1]:
            found.append(_sign(fraction.sign_after, column, space, theme, enters))
    return found


def _sign(sign: str, column: Box, space: Box, theme: Theme, enters: int) -> Layer:
    box = Box(column.right + 22, space.middle[1] - 70, SIGN_WIDTH - 44, 140)
    letters = theme.letters("Regular", align="center")
    return Element(box, nothing, enters, [fit_maths(sign, box, SIGN_SIZE, letters)], rise=0)


@dataclass(frozen=True)
class _Shape:
    """Draw one or two wholes, divided into equal parts."""

    fraction: Fraction
    space: Box
    theme: Theme

    def paint(self) -> Paint:
        taken, parts = self.fraction.numerator, self.fraction.denominator
        boxes = self.boxes(2 if taken > parts else 1)
        draw = self.circle if self.fraction.shape == "circle" else self.bar

        def paint(canvas: Any) -> None:
            for index, box in enumerate(boxes):
                draw(canvas, box, min(max(taken - index * parts, 0), parts))

        return paint

    def boxes(self, wholes: int) -> list[Box]:
        if self.fraction.shape == "bar":
            return self.space.inset(6).rows(wholes, 26, tallest=150)
        is_wide = self.space.width > self.space.height
        places = self.space.columns(wholes, 24) if is_wide else self.space.rows(wholes, 24)
        size = min(places[0].width, places[0].height, 380) - 12
        return [Box.centered(place.middle, size, size) for place in places]

    def circle(self, canvas: Any, box: Box, shaded: int) -> None:
        (x, y), radius, parts = box.middle, box.width / 2, self.fraction.denominator
        canvas.drawCircle(x, y, radius, fill(self.theme.card))
        if shaded:
            oval = rect(box)
            path = skia.PathBuilder().moveTo(x, y).arcTo(oval, -90, min(360 * shaded / parts, 359.9), False)
            self.shade(canvas, path.close().detach(), box)
        for part in range(parts if parts > 1 else 0):
            angle = 2 * pi * part / parts - pi / 2
            line(canvas, (x, y), (x + radius * cos(angle), y + radius * sin(angle)), self.theme.ink, 4)
        canvas.drawCircle(x, y, radius, stroke(self.theme.ink, 6))

    def bar(self, canvas: Any, box: Box, shaded: int) -> None:
        parts = self.fraction.denominator
        frame = rect(box)
        canvas.drawRect(frame, fill(self.theme.card))
        if shaded:
            part = skia.Rect.MakeXYWH(box.x, box.y, box.width * shaded / parts, box.height)
            self.shade(canvas, skia.Path.Rect(part), box)
        for index in range(1, parts):
            x = box.x + box.width * index / parts
            line(canvas, (x, box.y), (x, box.bottom), self.theme.ink, 4)
        canvas.drawRect(frame, stroke(self.theme.ink, 6))

    def shade(self, canvas: Any, path: Any, box: Box) -> None:
        """Fill the parts that are taken, and hatch them, so that they can be told without colour."""
        canvas.drawPath(path, fill(self.theme.shade("purple", "light")))
        with skia.AutoCanvasRestore(canvas):
            canvas.clipPath(path, True)
            for step in range(int((box.width + box.height) / HATCH) + 1):
                x = box.x - box.height + step * HATCH
                line(canvas, (x, box.bottom), (x + box.height, box.y), self.theme.shade("purple", "strong"), 2)
