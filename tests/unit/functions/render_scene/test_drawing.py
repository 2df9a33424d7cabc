from typing import Any, get_args

import numpy as np
import pytest
import skia
from pydantic import TypeAdapter

from functions.render_scene.contrast import is_readable_on
from functions.render_scene.drawing import drawn, way_of
from functions.render_scene.geometry import Box
from functions.render_scene.theme import theme_of
from shared.models.look import Look
from shared.models.visuals.diagram import Arrow, Shape, Symbol

from .conftest import THEME, rgb

SHAPE: TypeAdapter[Any] = TypeAdapter(Shape)
SYMBOLS = get_args(Symbol.model_fields["name"].annotation)


def painted(content: dict[str, Any], theme: Any = THEME) -> Any:
    """Return a shape drawn on black, a unit a pixel."""
    surface = skia.Surface(200, 100)
    surface.getCanvas().clear(0xFF000000)
    drawn(SHAPE.validate_python(content), theme).paint(surface.getCanvas())
    return surface.toarray(colorType=skia.kRGBA_8888_ColorType)[:, :, :3]


def touched(pixels: Any) -> Box:
    rows, columns = np.where(pixels.any(axis=2))
    return Box(columns.min(), rows.min(), columns.max() - columns.min() + 1, rows.max() - rows.min() + 1)


@pytest.mark.parametrize("name", SYMBOLS)
def test_every_symbol_is_drawn_inside_its_place(name: str) -> None:
    content = {"shape": "symbol", "name": name, "x": 100, "y": 50, "size": 60}
    pixels = painted(content)
    assert (pixels.any(axis=2)).sum() > 200
    assert drawn(SHAPE.validate_python(content), THEME).box.holds(touched(pixels), tolerance=1)


@pytest.mark.parametrize(
    "content",
    [
        {"shape": "circle", "x": 60, "y": 50, "radius": 20},
        {"shape": "ellipse", "x": 60, "y": 50, "radius_x": 40, "radius_y": 10, "turn": 45},
        {"shape": "rectangle", "x": 20, "y": 20, "width": 90, "height": 30, "round": 5},
        {"shape": "polygon", "points": [[10, 10], [90, 20], [50, 90]]},
        {"shape": "curve", "points": [[10, 50], [50, 10], [90, 50]], "closed": True},
    ],
)
def test_a_shape_is_drawn_inside_the_box_that_it_names(content: dict[str, Any]) -> None:
    filled = content | {"fill": "blue", "outline": "red", "line": 3}
    assert drawn(SHAPE.validate_python(filled), THEME).box.holds(touched(painted(filled)), 1)


def test_a_shape_has_its_colour_in_the_theme() -> None:
    for look in (Look(), Look(theme="dark")):
        theme = theme_of(look)
        pixels = painted({"shape": "circle", "x": 60, "y": 50, "radius": 20, "fill": "green"}, theme)
        assert list(pixels[50, 60]) == rgb(theme.shade("green", "light"))


def test_high_contrast_gives_every_area_an_edge() -> None:
    theme = theme_of(Look(theme="high_contrast"))
    square = {"shape": "rectangle", "x": 20, "y": 20, "width": 60, "height": 60, "fill": "blue", "line": 4}
    assert list(painted(square, theme)[50, 20]) == rgb(theme.shade("blue", "strong"))


def test_a_smooth_arrow_goes_through_its_points() -> None:
    arrow = Arrow(shape="arrow", points=[[0, 0], [10, 10], [20, 0]])
    assert {(0, 0), (10, 10), (20, 0)} <= {(round(x, 6), round(y, 6)) for x, y in way_of(arrow)}


def test_letters_are_readable_where_the_ground_has_contrast() -> None:
    ground = np.full((40, 40, 4), 255, np.uint8)
    assert is_readable_on(ground, Box(0, 0, 40, 40), 0x000000)
    assert not is_readable_on(ground, Box(0, 0, 40, 40), 0xBBBBBB)
    ground[:, 20:, :3] = 0
    assert not is_readable_on(ground, Box(0, 0, 40, 40), 0x000000)
