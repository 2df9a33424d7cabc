"""How a lesson looks: sizes in pixels of a 1920x1080 picture, colours as 0xRRGGBB, from `themes/`."""

from functools import cache
from pathlib import Path
from typing import Annotated, get_args

import yaml
from pydantic import BeforeValidator, model_validator

from shared.models.base import Record
from shared.models.look import Face, Look, ThemeName
from shared.models.visuals.colours import Colour, Shade

from .fonts import Weight
from .text import Align, Letters

WIDTH, HEIGHT = 1920, 1080
MARGIN = 120
SHADES: tuple[Shade, ...] = get_args(Shade)
_THEMES = Path(__file__).parent / "themes"


def _color(value: object) -> object:
    return int(value.removeprefix("#"), 16) if isinstance(value, str) else value


Color = Annotated[int, BeforeValidator(_color)]


class Theme(Record):
    """Hold the colours and the face; every text colour has a contrast of at least 4.5 to what it stands on."""

    paper: Color
    """The background of the whole picture."""
    card: Color
    edge: Color
    ink: Color
    """Text on paper and on cards."""
    quiet: Color
    """Less important text on paper and on cards."""
    on_accent: Color
    """Text on a deep colour."""
    shadow: float
    """How dark the shadows of cards are, 0 to 1."""
    outlined: bool
    """Whether every coloured area gets an edge."""
    colours: dict[Colour, tuple[Color, Color, Color, Color]]
    face: Face = "standard"

    @model_validator(mode="after")
    def be_complete(self) -> "Theme":
        """Refuse a theme that lacks a colour."""
        missing = [name for name in get_args(Colour) if name not in self.colours]
        if missing:
            raise ValueError(f"the theme has no {', '.join(missing)}")
        return self

    def shade(self, colour: Colour, shade: Shade) -> int:
        """Return a colour in one of its shades."""
        return self.colours[colour][SHADES.index(shade)]

    def accent(self, kind: str) -> int:
        """Return the accent of a kind of visual: text on cards, and a ground of `on_accent`."""
        return self.shade(COLOURS[kind], "deep")

    def tint(self, kind: str) -> int:
        """Return the accent of a kind of visual, hardly coloured: a ground of text."""
        return self.shade(COLOURS[kind], "pale")

    def letters(self, weight: Weight = "Regular", color: int | None = None, align: Align = "left") -> Letters:
        """Return how a text looks, in ink where nothing else is said."""
        return Letters(self.ink if color is None else color, weight, align, self.face)


COLOURS: dict[str, Colour] = {
    "title": "blue",
    "key_points": "blue",
    "definition": "purple",
    "steps": "teal",
    "cycle": "teal",
    "equation": "purple",
    "worked_example": "orange",
    "comparison": "pink",
    "check_yourself": "orange",
    "recap": "green",
    "diagram": "teal",
    "flow": "teal",
    "number_line": "purple",
    "plot": "blue",
    "bar_chart": "blue",
    "geometry": "purple",
    "fractions": "purple",
    "timeline": "orange",
    "before_after": "pink",
    "location": "green",
    "highlight": "blue",
    "image": "ink",
}
"""The colour of each kind of visual."""


@cache
def theme_of(look: Look) -> Theme:
    """Return the theme of a look."""
    return _theme(look.theme).model_copy(update={"face": look.face})


@cache
def _theme(name: ThemeName) -> Theme:
    content = yaml.safe_load((_THEMES / f"{name}.yaml").read_text("utf-8"))
    return Theme.model_validate(content)
