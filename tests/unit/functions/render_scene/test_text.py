from importlib.resources import files

import pytest
import skia
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.render_scene import fonts
from functions.render_scene.geometry import Box
from functions.render_scene.maths import Maths, broken, fit_maths, fit_maths_or_words, plain
from functions.render_scene.text import SMALLEST_TEXT, Letters, Text, TooMuch, fit, fit_alike
from shared.errors import Refused

LETTERS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs", "Sm")), min_size=1, max_size=90)


INK = Letters(0x000000)
CENTERED = Letters(0x000000, "Regular", "center")


@settings(max_examples=60)
@given(LETTERS, st.integers(120, 1600), st.integers(30, 400))
def test_a_text_is_whole_inside_its_box_or_refused(text: str, width: int, height: int) -> None:
    try:
        found = fit(text, Box(0, 0, width, height), 60, INK)
    except (TooMuch, Refused):  # Refused: a letter that no font has
        return
    assert found.size >= SMALLEST_TEXT
    assert Box(0, 0, width, height).holds(found.bounds)


def test_a_short_text_is_as_large_as_was_wished_and_a_longer_one_smaller() -> None:
    assert fit("Light", Box(0, 0, 800, 200), 60, INK).size == 60
    found = fit("Plants take in water through their roots " * 2, Box(0, 0, 500, 140), 60, INK)
    assert SMALLEST_TEXT <= found.size < 60


def test_a_long_word_is_set_smaller_rather_than_broken() -> None:
    found = fit("Photosynthesising", Box(0, 0, 300, 200), 80, INK)
    assert found.height < 2 * found.size


def test_a_text_stands_in_the_middle_of_its_box() -> None:
    found = fit("Light", Box(100, 100, 800, 200), 60, INK)
    assert found.bounds.middle[1] == pytest.approx(200)
    assert found.bounds.x == 100
    assert fit("Light", Box(100, 100, 800, 200), 60, CENTERED).bounds.middle == pytest.approx((500, 200), abs=1)


def test_a_text_from_right_to_left_stands_at_the_right() -> None:
    assert fit("ضوء", Box(100, 100, 800, 200), 60, INK).bounds.right == pytest.approx(900)


def test_texts_beside_each_other_have_one_size() -> None:
    boxes = [Box(0, 0, 500, 140), Box(0, 0, 500, 140)]
    short, long = fit_alike(["Light", "Plants take in water through their roots " * 2], boxes, 60, INK)
    assert short.size == long.size < 60


def test_a_text_that_cannot_be_read_in_its_box_is_refused() -> None:
    with pytest.raises(TooMuch):
        fit("Plants take in water through their roots " * 4, Box(0, 0, 300, 100), 60, INK)


@pytest.mark.parametrize("text", ["Φωτοσύνθεση", "Фотосинтез", "光合作用", "التمثيل", "प्रकाश", "แสง", "🌱 ★ ⇌"])
def test_letters_of_many_scripts_have_a_font(text: str) -> None:
    assert fonts.drawable(text) == text


def test_a_sign_without_a_font_is_left_out_and_a_letter_without_one_is_an_error() -> None:
    assert fonts.drawable("Light\U0001faea!") == "Light!"
    with pytest.raises(Refused, match="no font for the letter '\U00010400'"):
        fonts.drawable("\U00010400")


def test_lines_of_chinese_are_wrapped_between_letters() -> None:
    found = fit("光合作用是植物利用光能的過程" * 3, Box(0, 0, 600, 300), 60, INK)
    assert found.size >= 48


def test_the_bundled_font_has_the_signs_of_a_lesson() -> None:
    data = files("font_source_sans_pro").joinpath("files", "SourceSansPro-Regular.ttf").read_bytes()
    typeface = skia.Typeface.MakeFromData(skia.Data.MakeWithCopy(data))
    assert [sign for sign in "²³×÷π°→≤≥é−–’“”½√Δ" if not skia.Font(typeface, 40).unicharToGlyph(ord(sign))] == []
    assert typeface.getFamilyName() == fonts.STANDARD


def test_a_long_formula_is_broken_before_its_signs() -> None:
    formula, signs = r"x^{-3} = \left(a = b\right) + \frac{a+b}{c} \rightarrow 4", ("=", "+", r"\rightarrow")
    parts = [part.strip() for part in broken(formula, signs)]
    assert parts == [
        r"x^{-3}",
        r"= \left(a = b\right)",
        r"+ \frac{a+b}{c}",
        r"\rightarrow 4",
    ]
    assert len(fit_maths(" + ".join(["abc"] * 20), Box(0, 0, 700, 400), 110, CENTERED).drawings) > 1


def test_a_formula_that_is_too_large_is_refused_or_said_in_words() -> None:
    latex, box = "+".join(["abc"] * 40), Box(0, 0, 400, 300)
    with pytest.raises(TooMuch):
        fit_maths(latex, box, 110, CENTERED)
    assert isinstance(fit_maths_or_words(latex, box, 110, CENTERED), Text)


@pytest.mark.parametrize("latex", ["a^2 + b^2 = c^2", r"\frac{1}{2}", r"\text{water} \rightarrow \text{sugar}"])
def test_a_formula_fits_its_box(latex: str) -> None:
    box = Box(10, 20, 400, 90)
    found = fit_maths(latex, box, 110, CENTERED)
    assert isinstance(found, Maths)
    assert box.holds(found.bounds)


@pytest.mark.parametrize("latex", [r"\frac{1}{", r"\unknowncommand{x}", "{", "}", "^", "\\"])
def test_what_is_no_formula_is_still_shown(latex: str) -> None:
    assert isinstance(fit_maths(latex, Box(0, 0, 400, 90), 110, CENTERED), Maths | Text)


def test_plain_text_of_a_formula_has_no_commands_and_its_fractions_are_read_as_one() -> None:
    assert plain(r"x = \frac{1}{2} \times \sqrt{9} \quad y^2") == "x = (1)/(2) × √(9) y²"
    assert plain(r"\text{light energy} + x_{1}") == "light energy + x_1"
