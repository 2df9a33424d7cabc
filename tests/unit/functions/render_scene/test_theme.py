from typing import get_args

import pytest
from pydantic import ValidationError

from functions.render_scene.contrast import contrast
from functions.render_scene.theme import COLOURS, Theme, theme_of
from shared.models.look import Look, ThemeName
from shared.models.visuals.colours import Colour


def test_contrast_is_what_the_standard_gives() -> None:
    assert contrast(0x000000, 0xFFFFFF) == pytest.approx(21)
    assert contrast(0x767676, 0xFFFFFF) == pytest.approx(4.54, abs=0.005)
    assert contrast(0x000080, 0xFF0000) == pytest.approx(4.00, abs=0.005)


@pytest.mark.parametrize("name", get_args(ThemeName))
def test_every_text_can_be_read_on_what_it_stands_on(name: ThemeName) -> None:
    theme = theme_of(Look(theme=name))
    grounds = [theme.paper, theme.card]
    assert min(contrast(theme.ink, ground) for ground in grounds) >= 7
    assert min(contrast(theme.quiet, ground) for ground in grounds) >= 4.5
    for kind in COLOURS:
        accent, tint = theme.accent(kind), theme.tint(kind)
        assert contrast(theme.ink, tint) >= 7, kind
        assert contrast(accent, theme.card) >= 4.5, kind
        assert contrast(theme.on_accent, accent) >= 4.5, kind


@pytest.mark.parametrize("name", get_args(ThemeName))
@pytest.mark.parametrize("colour", [colour for colour in get_args(Colour) if colour not in ("white",)])
def test_every_colour_has_shades_for_areas_for_lines_and_for_letters(name: ThemeName, colour: Colour) -> None:
    theme = theme_of(Look(theme=name))
    for ground in (theme.paper, theme.card):
        assert contrast(theme.shade(colour, "strong"), ground) >= 3
        assert contrast(theme.shade(colour, "deep"), ground) >= 4.5
    assert contrast(theme.ink, theme.shade(colour, "pale")) >= 7


def test_a_theme_that_lacks_a_colour_is_refused() -> None:
    content = theme_of(Look()).model_dump()
    del content["colours"]["teal"]
    with pytest.raises(ValidationError, match="the theme has no teal"):
        Theme.model_validate(content)
