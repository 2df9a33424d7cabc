"""The visuals: each lays itself out as layers; none knows about time beyond the sentence at which an element enters."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from shared.models.visual import Visual
from shared.models.visuals.diagram import DiagramVisual

from ..geometry import Box
from ..layers import Layer, Timeline
from ..pages import paged
from ..theme import Theme
from . import (
    bar_chart,
    before_after,
    check_yourself,
    comparison,
    cycle,
    definition,
    diagram,
    equation,
    flow,
    fractions,
    geometry,
    highlight,
    image,
    key_points,
    location,
    number_line,
    plot,
    recap,
    steps,
    timeline,
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
    "diagram": diagram.layers,
    "flow": flow.layers,
    "number_line": number_line.layers,
    "plot": plot.layers,
    "bar_chart": bar_chart.layers,
    "geometry": geometry.layers,
    "fractions": fractions.layers,
    "timeline": timeline.layers,
    "before_after": before_after.layers,
    "location": location.layers,
    "highlight": highlight.layers,
    "image": image.layers,
}


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
    if visual.kind == "image":
        draw = partial(image.layers, pictures=pictures)
    elif visual.kind == "title":
        draw = partial(title.layers, drawing=drawing)
    return paged(visual, area, timeline, lambda part, window: draw(part, area, theme, window))
