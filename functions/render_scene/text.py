"""Text that fits: wrapped at words, set as large as its box allows, never cut off and never too small to read."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import skia

from shared.models.look import Face

from . import fonts
from .fonts import Weight
from .geometry import Box

SMALLEST_TEXT = 28
Align = Literal["left", "center"]
_Kind = Literal["plain", "marked", "unseen"]
_LEFT, _CENTER, _RIGHT = (getattr(skia.textlayout_TextAlign, name) for name in ("kLeft", "kCenter", "kRight"))
_STEP = 2
_ENDLESS = 1e6
# Scripts that stack signs above and below their letters need more room between lines.
_TALL_SCRIPTS = re.compile(r"[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1200-\u137f\u1780-\u17ff]")
_LINE_HEIGHT, _TALL_LINE_HEIGHT = 1.26, 1.5
# Chinese, Japanese, Thai and others have no spaces: a line may end at nearly every letter.
_WITHOUT_SPACES = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\uffef]")
_EMBEDDED_FROM_RIGHT, _END = "\u202b", "\u202c"


class TooMuch(Exception):
    """Say that a text does not fit its box at a size that can be read."""


@dataclass(frozen=True)
class Letters:
    """Say how a text looks, but for its size."""

    color: int
    weight: Weight = "Regular"
    align: Align = "left"
    face: Face = "standard"


@dataclass(frozen=True)
class Text:
    """A text that is set: ready to be drawn into its box, upright in its middle."""

    words: str
    paragraph: Any
    box: Box
    size: int
    height: float
    width: float
    """Of the longest line."""
    longest_word: float
    """Its width; a word wider than the box is broken."""
    align: Literal["left", "center", "right"]

    @property
    def fits(self) -> bool:
        """Tell whether it is whole inside its box."""
        return self.height <= self.box.height + 0.01

    @property
    def bounds(self) -> Box:
        """Return where the lines stand."""
        free = self.box.width - self.width
        x = self.box.x + {"left": 0.0, "center": free / 2, "right": free}[self.align]
        return Box(x, self.box.y + (self.box.height - self.height) / 2, self.width, self.height)

    def raised(self) -> "Text":
        """Return it at the top of its box."""
        return replace(self, box=Box(self.box.x, self.box.y, self.box.width, self.height))

    def moved(self, x: float, y: float) -> "Text":
        """Return it at another place."""
        return replace(self, box=self.box.moved(x, y))

    def to_the_right(self) -> "Text":
        """Return it at the right of its box, its lines as they are."""
        return replace(self, box=self.box.moved(self.box.right - self.bounds.right, 0))

    def with_marked(self, words: str, letters: Letters) -> "Text":
        """Return it with some of its words underlined in a colour and all others unseen, to be drawn over it."""
        start = self.words.find(words)
        parts = [(self.words[:start], False), (words, True), (self.words[start + len(words) :], False)]
        paragraph = _paragraph(parts, self.size, letters, self.align, _is_from_right(self.words))
        paragraph.layout(self.box.width)
        return replace(self, paragraph=paragraph)

    def draw(self, canvas: Any) -> None:
        """Draw it."""
        self.paragraph.paint(canvas, self.box.x, self.bounds.y)


def fit(text: str, box: Box, largest: int, letters: Letters) -> Text:
    """Set a text as large as its box allows, from `largest` down to `SMALLEST_TEXT`; raise `TooMuch` below that.

    A word is broken only where it is wider than the box at the smallest size.
    """
    return fit_alike([text], [box], largest, letters)[0]


def fit_alike(texts: Sequence[str], boxes: Sequence[Box], largest: int, letters: Letters) -> list[Text]:
    """Set several texts in the one size that suits them all; raise `TooMuch` where there is none that can be read."""
    pairs = list(zip(texts, boxes, strict=True))
    sizes = range(SMALLEST_TEXT, max(largest, SMALLEST_TEXT) + 1, _STEP)
    low, high = 0, len(sizes)  # halving: a text that fits at a size fits at all smaller ones
    while low < high:
        middle = (low + high) // 2
        if all(_fits_unbroken(set_text(text, box, sizes[middle], letters)) for text, box in pairs):
            low = middle + 1
        else:
            high = middle
    found = [set_text(text, box, sizes[max(0, low - 1)], letters) for text, box in pairs]
    if not all(text.fits for text in found):
        raise TooMuch(next(text.words for text in found if not text.fits))
    return found


def set_text(text: str, box: Box, size: int, letters: Letters) -> Text:
    """Set a text in one size, whether it fits or not."""
    words = fonts.drawable(text)
    is_from_right = _is_from_right(words)
    align: Literal["left", "center", "right"] = "right" if is_from_right and letters.align == "left" else letters.align
    paragraph = _paragraph([(words, False)], size, letters, align, is_from_right)
    paragraph.layout(_ENDLESS)
    longest_word = _longest_word(words, paragraph, size, letters)
    paragraph.layout(box.width)
    height, width = float(paragraph.Height), min(float(paragraph.LongestLine), box.width)
    return Text(words, paragraph, box, size, height, width, longest_word, align)


def size_of(text: str, width: float, size: int, letters: Letters) -> tuple[float, float]:
    """Return the width and height of a text that is wrapped at a width."""
    found = set_text(text, Box(0, 0, width, _ENDLESS), size, letters)
    return found.width, found.height


def _fits_unbroken(text: Text) -> bool:
    return text.fits and text.longest_word <= text.box.width


def _longest_word(words: str, paragraph: Any, size: int, letters: Letters) -> float:
    """Return the width of the longest part that should not be broken.

    A paragraph knows it while no word of it had to be broken, but takes a line of Chinese for one word.
    """
    if not _WITHOUT_SPACES.search(words):
        return float(paragraph.MinIntrinsicWidth)
    rest = _paragraph([(_WITHOUT_SPACES.sub(" ", words), False)], size, letters, "left", False)
    rest.layout(_ENDLESS)
    return max(float(size), float(rest.MinIntrinsicWidth))


def _paragraph(parts: Sequence[tuple[str, bool]], size: int, letters: Letters, align: str, is_from_right: bool) -> Any:
    """Return a paragraph of parts; where one of them is marked, the others are not seen."""
    text = "".join(part for part, _ in parts)
    is_tall = bool(_TALL_SCRIPTS.search(text))
    has_mark = any(is_marked for _, is_marked in parts)
    lines = skia.textlayout_ParagraphStyle()
    lines.setTextAlign({"left": _LEFT, "center": _CENTER, "right": _RIGHT}[align])
    lines.setTextStyle(_style(size, letters, is_tall, "plain"))
    builder = skia.textlayout_ParagraphBuilder.make(lines, fonts.collection(), fonts.unicode())
    builder.pushStyle(_style(size, letters, is_tall, "plain"))
    if is_from_right:
        builder.addText(_EMBEDDED_FROM_RIGHT)
    for part, is_marked in parts:
        kind: _Kind = "marked" if is_marked else "unseen" if has_mark else "plain"
        builder.pushStyle(_style(size, letters, is_tall, kind))
        builder.addText(part)
        builder.pop()
    if is_from_right:
        builder.addText(_END)
    return builder.Build()


def _style(size: int, letters: Letters, is_tall: bool, kind: _Kind) -> Any:
    style = skia.textlayout_TextStyle()
    style.setFontFamilies(fonts.families(letters.face))
    style.setFontSize(size)
    style.setFontStyle(fonts.style(letters.weight))
    style.setColor(0 if kind == "unseen" else 0xFF000000 | letters.color)
    style.setHeight(_TALL_LINE_HEIGHT if is_tall else _LINE_HEIGHT)
    style.setHeightOverride(True)
    style.setHalfLeading(True)
    if letters.face == "lexend":
        style.setLetterSpacing(size * 0.02)  # wider gaps keep neighbouring letters apart for readers with dyslexia
    if kind == "marked":
        style.setDecoration(skia.textlayout_TextDecoration.kUnderline)
        style.setDecorationColor(0xFF000000 | letters.color)
        style.setDecorationThicknessMultiplier(2.5)
    return style


def _is_from_right(text: str) -> bool:
    """Tell whether a text runs from right to left: its first letter says so."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((found in ("R", "AL") for found in directions if found in ("L", "R", "AL")), False)
