"""Mathematics, set from LaTeX with its own font."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import skia

from .geometry import Box
from .text import Letters, Text, TooMuch, fit

SMALLEST_MATHS = 40  # pixels: exponents and indices are 0.7 of it, and no smaller than the smallest text
_SIZE = 100  # it is scaled afterwards
_LINE_GAP = 0.35  # of the size, between the lines of a broken formula
_RELATIONS = ("=", r"\approx", r"\rightarrow", r"\Rightarrow", r"\to", r"\le", r"\leq", r"\ge", r"\geq", "<", ">")
_OPERATORS = ("+", "-", r"\pm", r"\times", r"\cdot", ",")
_SPACES = (r"\quad", r"\qquad")
_IN_WORDS = (
    (r"\\sqrt\{([^{}]*)\}", r"√(\1)"),
    (r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}", r"(\1)/(\2)"),
    (r"\\(?:left|right|quad|qquad|,|;|!)(?![A-Za-z])", " "),
    (r"\\pm(?![A-Za-z])", "±"),
    (r"\\times(?![A-Za-z])", "\u00d7"),
    (r"\\cdot(?![A-Za-z])", "·"),
    (r"\\(?:to|rightarrow)(?![A-Za-z])", "→"),
    (r"\\approx(?![A-Za-z])", "≈"),
    (r"\^\{?2\}?", "²"),
    (r"\^\{?3\}?", "³"),
)
_TOKENS = re.compile(r"\\[A-Za-z]+|\\.|.", re.DOTALL)


@dataclass(frozen=True)
class Maths:
    """A formula that is set, in one line or in several: ready to be drawn."""

    drawings: tuple[tuple[Any, float, float], ...]
    """Each line with its place in the formula, in the units in which it is set."""
    scale: float
    bounds: Box

    @property
    def size(self) -> float:
        """Return the size of its letters."""
        return _SIZE * self.scale

    def draw(self, canvas: Any) -> None:
        """Draw it."""
        with skia.AutoCanvasRestore(canvas):
            canvas.translate(self.bounds.x, self.bounds.y)
            canvas.scale(self.scale, self.scale)
            for drawing, x, y in self.drawings:
                with skia.AutoCanvasRestore(canvas):
                    canvas.translate(x, y)
                    drawing.render(canvas)


def fit_maths(latex: str, box: Box, largest: int, letters: Letters) -> Maths | Text:
    """Set a formula as large as its box allows, broken before relations or operators where it is too long for a line.

    What is no LaTeX is set as the text that it is. Raises `TooMuch` where it cannot be set large enough to read.
    """
    if _set(latex, letters.color) is None:
        return fit(plain(latex), box, largest, letters)
    smallest = min(largest, SMALLEST_MATHS)
    whole = _stacked([latex], box, largest, letters)
    if whole and whole.size >= smallest:
        return whole
    sizes = [size for size in (largest, 88, 72, 60, 50, SMALLEST_MATHS) if size <= largest]
    for signs in (_SPACES, (*_SPACES, *_RELATIONS), (*_SPACES, *_RELATIONS, *_OPERATORS)):
        parts = broken(latex, signs)
        for size in sizes:
            found = _stacked(_filled(parts, box.width, size, letters), box, size, letters)
            if found and found.size >= smallest:
                return found
    raise TooMuch(latex)


def fit_maths_or_words(latex: str, box: Box, largest: int, letters: Letters) -> Maths | Text:
    """Set a formula, or what it says in plain signs where it is larger than any picture."""
    try:
        return fit_maths(latex, box, largest, letters)
    except TooMuch:
        return fit(plain(latex), box, largest, letters)


def broken(latex: str, signs: tuple[str, ...]) -> list[str]:
    """Break a formula before each of some signs that stands outside of all brackets."""
    parts, depth = [""], 0
    tokens = _TOKENS.findall(latex)
    for index, token in enumerate(tokens):
        depth += (token in ("{", "(", "[") or token in (r"\left", r"\begin")) - (token in ("}", ")", "]"))
        depth -= token in (r"\right", r"\end")
        is_first = not parts[-1].strip()
        follows_script = index > 0 and tokens[index - 1] in ("^", "_")
        if depth == 0 and token in signs and not is_first and not follows_script:
            parts.append("")
        parts[-1] += token
    return [part for part in parts if part.strip()] or [latex]


def plain(latex: str) -> str:
    """Return LaTeX without its commands, for a reader."""
    text = re.sub(r"\\(?:text|mathrm)\{([^}]*)\}", r"\1", latex)
    for pattern, sign in _IN_WORDS:
        text = re.sub(pattern, sign, text)
    return " ".join(re.sub(r"\\([A-Za-z]+)", r"\1", text).replace("{", "").replace("}", "").split()) or "?"


def _filled(parts: list[str], width: float, size: float, letters: Letters) -> list[str]:
    """Join parts to lines that are as long as a width allows."""
    lines, room = [""], 0.0
    for part in parts:
        drawing = _set(part, letters.color)
        needed = drawing.containerSize().width() * size / _SIZE if drawing else width
        if lines[-1] and needed > room:
            lines.append("")
            room = width
        room = (room if lines[-1] else width) - needed - size * 0.3
        lines[-1] = f"{lines[-1]} {part}".strip()
    return lines


def _stacked(lines: list[str], box: Box, largest: float, letters: Letters) -> Maths | None:
    """Set lines under each other as large as a box allows; return None where one of them is no LaTeX."""
    drawings = [_set(line, letters.color) for line in lines]
    if not all(drawings):
        return None
    sizes = [drawing.containerSize() for drawing in drawings]
    width = max(size.width() for size in sizes)
    height = sum(size.height() for size in sizes) + _LINE_GAP * _SIZE * (len(sizes) - 1)
    if min(width, height) <= 0:
        return None
    scale = min(largest / _SIZE, box.width / width, box.height / height)
    is_centered = letters.align == "center"
    placed, y = [], 0.0
    for drawing, size in zip(drawings, sizes, strict=True):
        placed.append((drawing, (width - size.width()) / 2 if is_centered else 0.0, y))
        y += size.height() + _LINE_GAP * _SIZE
    left = box.x + (box.width - width * scale) / 2 if is_centered else box.x
    top = box.y + (box.height - height * scale) / 2
    return Maths(tuple(placed), scale, Box(left, top, width * scale, height * scale))


@lru_cache(maxsize=256)
def _set(latex: str, color: int) -> Any:
    """Return the drawing of a formula, or None where it is not LaTeX."""
    from ziamath.config import config
    from ziamath.zmath import Latex

    config.svg2 = False  # Skia draws paths, and not symbols that are used elsewhere
    try:
        svg: str = Latex(latex, size=_SIZE, color=f"#{color:06x}").svg()
    except Exception:  # the library has no error of its own: bad LaTeX shows itself as any
        return None
    return skia.SVGDOM.MakeFromStream(skia.MemoryStream(svg.encode(), True))
