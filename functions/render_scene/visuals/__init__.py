"""The visuals: each lays itself out as layers; none knows about time beyond the sentence at which an element enters."""

from collections.abc import Callable
from typing import Any

from shared.models.visual import Visual

from ..geometry import Box
from ..layers import Layer, Timeline
from ..pages import paged
from ..theme import Theme
from . import (
    check_yourself,
    comparison,
    cycle,
    definition,
    equation,
    key_points,
    recap,
    steps,
    title,
    worked_example,
)

Drawer = Callable[[Any, Box, Theme, Timeline], list[Layer]]

DRAWERS: dict[str, Drawer] = {
    "title": title.layers,
    "key_points": key_points.layers,
    "definition": definition.layers,
    "steps": steps.layers,
    "cycle": cycle.layers,
    "equation": equation.layers,
    "worked_example": worked_example.layers,
    "comparison": comparison.layers,
    "check_yourself": check_yourself.layers,
    "recap": recap.layers,
}


def layers_of(visual: Visual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return the layers of a visual inside an area, on more than one page where it holds too much for one."""
    return paged(visual, area, timeline, lambda part, window: DRAWERS[visual.kind](part, area, theme, window))
