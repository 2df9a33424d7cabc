"""The visuals: each lays itself out as layers; none knows about time beyond the sentence at which an element enters."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from shared.models.visual import Visual
from shared.models.visuals.diagram import DiagramVisual

from ..geometry import Box
from ..layers import Layer, Timeline
from ..pages import paged
from ..theme import COLOURS, Theme
from . import image

Drawer = Callable[..., list[Layer]]

DRAWERS: dict[str, Drawer] = {kind: import_module(f".{kind}", __name__).layers for kind in COLOURS}
"""Every kind that the theme has a colour for is laid out by the module of its name."""


def layers_of(
    visual: Visual,
    area: Box,
    theme: Theme,
    timeline: Timeline,
    pictures: Mapping[str, bytes] = image.NOTHING,
    drawing: DiagramVisual | None = None,
) -> list[Layer]:
    """Return the layers of a visual inside an area, on more than one page where it holds too much for one.

    `pictures` holds the bytes of pictures of the library by their path; `drawing` is what a title shows beside it.
    """
    draw = DRAWERS[visual.kind]
    more: dict[str, dict[str, Any]] = {"image": {"pictures": pictures}, "title": {"drawing": drawing}}
    needed = more.get(visual.kind, {})
    return paged(visual, area, timeline, lambda part, window: draw(part, area, theme, window, **needed))
