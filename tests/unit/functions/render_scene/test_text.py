import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.render_scene import fonts
from functions.render_scene.geometry import Box
from functions.render_scene.maths import Maths, fit_maths, plain
from functions.render_scene.text import Text, fit
from functions.render_scene.theme import SMALLEST_TEXT

LETTERS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs", "Sm")), min_size=1, max_size=90)


@settings(max_examples=60, deadline=None)
@given(LETTERS, st.integers(120, 1600), st.integers(30, 400))
def test_no_text_is_ever_taller_than_its_box(text: str, width: int, height: int) -> None:
    found = fit(text, Box(0, 0, width, height), 60, 0)
    assert found.height <= height or found.size <= 2
    assert found.width <= width + 1


def test_a_short_text_is_as_large_as_was_wished() -> None:
    assert fit("Light", Box(0, 0, 800, 200), 60, 0).size == 60


def test_a_longer_text_is_smaller_but_readable() -> None:
    found = fit("Plants take in water through their roots " * 2, Box(0, 0, 500, 140), 60, 0)
    assert SMALLEST_TEXT <= found.size < 60


def test_a_long_word_is_set_smaller_rather_than_broken() -> None:
    found = fit("Photosynthesising", Box(0, 0, 300, 200), 80, 0)
    assert found.height < 2 * found.size


def test_a_text_stands_in_the_middle_of_its_box() -> None:
    found = fit("Light", Box(100, 100, 800, 200), 60, 0)
    assert found.bounds.middle == pytest.approx((500, 200))


@pytest.mark.parametrize("character", "²³×÷π°→≤≥é−–’“”½√Δ")
def test_the_bundled_font_has_the_signs_of_a_lesson(character: str) -> None:
    from importlib.resources import files

    import skia

    data = files("font_source_sans_pro").joinpath("files", "SourceSansPro-Regular.ttf").read_bytes()
    typeface = skia.Typeface.MakeFromData(skia.Data.MakeWithCopy(data))
    assert skia.Font(typeface, 40).unicharToGlyph(ord(character)) != 0
    assert typeface.getFamilyName() == fonts.FAMILY


@pytest.mark.parametrize("latex", ["a^2 + b^2 = c^2", r"\frac{1}{2}", r"\text{water} \rightarrow \text{sugar}"])
def test_a_formula_fits_its_box(latex: str) -> None:
    box = Box(10, 20, 400, 90)
    found = fit_maths(latex, box, 110, 0)
    assert isinstance(found, Maths)
    assert box.holds(found.bounds)


@pytest.mark.parametrize("latex", [r"\frac{1}{", r"\unknowncommand{x}", "{", "}", "^", "\\"])
def test_what_is_no_formula_is_still_shown(latex: str) -> None:
    assert isinstance(fit_maths(latex, Box(0, 0, 400, 90), 110, 0), Maths | Text)


def test_plain_text_of_a_formula_has_no_commands() -> None:
    assert plain(r"\text{light energy} + x_{1}") == "light energy + x_1"
