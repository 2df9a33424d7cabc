"""Short texts for the screen, and definitions to hear."""

import pytest

from infra.local.offline_writer.wording import cut_at_a_word, define, shorten


def test_a_short_sentence_is_shown_without_its_full_stop() -> None:
    assert shorten("Light is energy.") == "Light is energy"


def test_a_long_sentence_is_cut_at_a_clause() -> None:
    sentence = "Air resistance slows the ball, which changes the path that it takes through the air."
    assert shorten(sentence) == "Air resistance slows the ball"


def test_a_sentence_that_opens_with_a_condition_shows_its_main_clause() -> None:
    sentence = "When light reaches the leaf in the morning, the green cells begin to work."
    assert shorten(sentence) == "The green cells begin to work"


@pytest.mark.parametrize("limit", range(8, 60))
def test_a_long_word_is_never_cut_off(limit: int) -> None:
    text = "Photosynthesising organisms transform electromagnetic radiation into carbohydrates"
    short = cut_at_a_word(text, limit)
    assert len(short) <= limit
    assert short[:-1].split() == text.split()[: len(short[:-1].split())] or " " not in text[:limit]


def test_a_definition_is_one_sentence_with_its_word() -> None:
    assert define("Chlorophyll", "The green substance in leaves.") == "Chlorophyll: the green substance in leaves."


def test_a_name_keeps_its_capital_in_a_definition() -> None:
    assert define("Inertia", "Newton's word for laziness.") == "Inertia: Newton's word for laziness."


def test_a_definition_that_says_its_word_stands_alone() -> None:
    assert define("Ratio", "A ratio compares two numbers.") == "A ratio compares two numbers."
