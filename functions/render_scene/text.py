"""Text that fits: wrapped at words, set as large as its box allows, never cut off."""

from dataclasses import dataclass
from typing import Any, Literal

import skia

from . import fonts
from .fonts import Weight
from .geometry import Box
from .theme import SMALLEST_TEXT

Align = Literal["left", "center"]
_ALIGN = {"left": skia.textlayout_TextAlign.kLeft, "center": skia.textlayout_TextAlign.kCenter}
_STEP = 2
_ENDLESS = 1e6


@dataclass(frozen=True)
class Text:
    """A text that is set: ready to be drawn into its box, upright in its middle."""

    paragraph: Any
    box: Box
    size: int
    height: float
    width: float
    """Of the longest line."""
    longest_word: float
    """Its width; a word wider than the box is broken."""

    @property
    def bounds(self) -> Box:
        """Return where the lines stand."""
        return Box(self.box.x, self.box.y + (self.box.height - self.height) / 2, self.box.width, self.height)

    def draw(self, canvas: Any) -> None:
        """Draw it."""
        self.paragraph.paint(canvas, self.bounds.x, self.bounds.y)


def fit(text: str, box: Box, largest: int, color: int, weight: Weight = "Regular", align: Align = "left") -> Text:
    """Set a text as large as its box allows, from `largest` down.

    Readable sizes end at `SMALLEST_TEXT`; only a text that fits at none of them is set smaller, so that it is whole.
    """
    size = largest
    while True:
        found = _set(text, box, size, color, weight, align)
        if (found.height <= box.height and found.longest_word <= box.width) or size <= SMALLEST_TEXT:
            break
        size -= _STEP
    while found.height > box.height and size > _STEP:
        size -= _STEP
        found = _set(text, box, size, color, weight, align)
    return found


def _set(text: str, box: Box, size: int, color: int, weight: Weight, align: Align) -> Text:
    letters = skia.textlayout_TextStyle()
    letters.setFontFamilies([fonts.FAMILY])
    letters.setFontSize(size)
    letters.setFontStyle(fonts.style(weight))
    letters.setColor(0xFF000000 | color)
    lines = skia.textlayout_ParagraphStyle()
    lines.setTextAlign(_ALIGN[align])
    lines.setTextStyle(letters)
    builder = skia.textlayout_ParagraphBuilder.make(lines, fonts.collection(), fonts.unicode())
    builder.pushStyle(letters)
    builder.addText(text)
    paragraph = builder.Build()
    # Only where no word had to be broken does a paragraph know its longest word.
    paragraph.layout(_ENDLESS)
    longest_word = float(paragraph.MinIntrinsicWidth)
    paragraph.layout(box.width)
    return Text(paragraph, box, size, float(paragraph.Height), float(paragraph.LongestLine), longest_word)
