import pytest

from functions.render_scene.theme import LIGHT


def luminance(color: int) -> float:
    """Return relative luminance as WCAG 2.2 defines it."""
    parts = [(color >> shift & 0xFF) / 255 for shift in (16, 8, 0)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: int, other: int) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_contrast_that_the_standard_gives() -> None:
    assert contrast(0x000000, 0xFFFFFF) == pytest.approx(21)


@pytest.mark.parametrize("kind", sorted(LIGHT.accents))
def test_every_text_can_be_read_on_what_it_stands_on(kind: str) -> None:
    accent, tint = LIGHT.accent(kind), LIGHT.tint(kind)
    grounds = [LIGHT.paper, LIGHT.card, tint]
    assert min(contrast(LIGHT.ink, ground) for ground in grounds) >= 7
    assert min(contrast(LIGHT.quiet, ground) for ground in (LIGHT.paper, LIGHT.card)) >= 4.5
    assert contrast(accent, LIGHT.card) >= 4.5
    assert contrast(LIGHT.on_accent, accent) >= 4.5
