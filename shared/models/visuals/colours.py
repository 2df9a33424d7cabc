"""Colours by name, so that a theme can show each in its own way."""

from typing import Literal

Colour = Literal[
    "ink", "grey", "brown", "red", "orange", "yellow", "green", "teal", "sky", "blue", "purple", "pink", "white"
]
Shade = Literal["pale", "light", "strong", "deep"]
