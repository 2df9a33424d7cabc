from typing import Any

import pytest

from shared import telling_words as remembering
from shared.telling_words import likeness, stem, telling_words


def test_plurals_and_small_words_tell_nothing() -> None:
    assert telling_words("Explain the laws of Newton's theories, please") == ["law", "newton", "theori"]


def test_each_word_tells_once() -> None:
    assert telling_words("a force and forces") == ["forc"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("photosinthesis", "photosynthesis"),
        ("fotosynthesis", "photosynthesis"),
        ("fracshun", "fraction"),
        ("vulcano", "volcano"),
        ("equasion", "equation"),
        ("techtonics", "tectonics"),
    ],
)
def test_a_misspelt_word_is_like_the_right_one(one: str, other: str) -> None:
    assert likeness(stem(one), stem(other)) >= 0.8


@pytest.mark.parametrize(
    ("one", "other"), [("light", "weight"), ("cell", "sell it"), ("atom", "autumn"), ("ice", "rice")]
)
def test_other_words_are_not_alike(one: str, other: str) -> None:
    assert likeness(stem(one), stem(other)) < 0.8


@pytest.mark.parametrize("remembered", [stem, likeness, remembering._sound])
def test_words_that_students_type_are_forgotten_again(remembered: Any) -> None:
    assert remembered.cache_parameters()["maxsize"] is not None
