"""Mathematics, set from LaTeX with its own font."""

import re
from dataclasses import dataclass
from typing import Any

import skia

from .geometry import Box
from .text import fit

_SIZE = 100  # it is scaled afterwards


@dataclass(frozen=True)
class Maths:
    """A formula that is set: ready to be drawn."""

    drawing: Any
    scale: float
    bounds: Box

    def draw(self, canvas: Any) -> None:
        """Draw it."""
        canvas.save()
        canvas.translate(self.bounds.x, self.bounds.y)
        canvas.scale(self.scale, self.scale)
        self.drawing.render(canvas)
        canvas.restore()


def fit_maths(latex: str, box: Box, largest: int, color: int, align: str = "center") -> Any:
    """Set a formula as large as its box allows; what is no LaTeX is set as the text that it is."""
    svg = _svg(latex, color)
    if svg is None:
        return fit(plain(latex), box, largest, color, "Semibold", "center" if align == "center" else "left")
    drawing = skia.SVGDOM.MakeFromStream(skia.MemoryStream(svg.encode(), True))
    size = drawing.containerSize()
    scale = min(largest / _SIZE, box.width / size.width(), box.height / size.height())
    width, height = size.width() * scale, size.height() * scale
    x = box.x if align == "left" else box.x + (box.width - width) / 2
    return Maths(drawing, scale, Box(x, box.y + (box.height - height) / 2, width, height))


def plain(latex: str) -> str:
    """Return LaTeX without its commands, for a reader."""
    text = re.sub(r"\\(?:text|mathrm)\{([^}]*)\}", r"\1", latex)
    return " ".join(re.sub(r"\\([A-Za-z]+)", r"\1", text).replace("{", "").replace("}", "").split()) or "?"


def _svg(latex: str, color: int) -> str | None:
    from ziamath.config import config
    from ziamath.zmath import Latex

    config.svg2 = False  # Skia draws paths, and not symbols that are used elsewhere
    try:
        svg: str = Latex(latex, size=_SIZE, color=f"#{color:06x}").svg()
    except Exception:  # the library has no error of its own: bad LaTeX shows itself as any
        return None
    return svg
