"""Short texts for the screen, and definitions to hear."""

import pytest

from infra.local.offline_writer.wording import cut_at_a_word, define, shorten


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("Light is energy.", "Light is energy"),
        (
            "Air resistance slows the ball, which changes the path it takes in the air.",
            "Air resistance slows the ball",
        ),
        ("When light reaches the leaf in the morning, the green cells begin.", "The green cells begin"),
    ],
    ids=["short", "cut at a clause", "its main clause"],
)
def test_a_sentence_is_shown_short_and_without_its_full_stop(sentence: str, shown: str) -> None:
    assert shorten(sentence) == shown


@pytest.mark.parametrize("limit", range(8, 60))
def test_a_word_is_never_cut_off(limit: int) -> None:
    text = "Photosynthesising organisms transform electromagnetic radiation into carbohydrates"
    short = cut_at_a_word(text, limit)
    assert len(short) <= limit
    assert short[:-1].split() == text.split()[: len(short[:-1].split())] or " " not in text[:limit]


@pytest.mark.parametrize(
    ("word", "meaning", "said"),
    [
        ("Chlorophyll", "The green substance in leaves.", "Chlorophyll: the green substance in leaves."),
        ("Inertia", "Newton's word for laziness.", "Inertia: Newton's word for laziness."),
        ("Ratio", "A ratio compares two numbers.", "A ratio compares two numbers."),
    ],
    ids=["with its word", "a name keeps its capital", "which says its word already"],
)
def test_a_definition_is_one_sentence_that_says_its_word(word: str, meaning: str, said: str) -> None:
    assert define(word, meaning) == said
