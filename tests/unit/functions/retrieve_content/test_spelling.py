import pytest

from functions.retrieve_content.spelling import corrected
from tests.unit.examples import card

KEYWORDS = ["volcano", "fractions", "water"]
CARDS = [card(title=title, keywords=KEYWORDS) for title in ("Photosynthesis", "The water cycle")]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("photosinthesis", "photosynthesis"),
        ("what r fracshuns", "what r fractions"),
        ("vulcano, please", "volcano, please"),
        ("watter cicle", "water cycle"),
    ],
)
def test_words_are_corrected_towards_what_the_library_teaches(asked: str, meant: str) -> None:
    assert corrected(asked, CARDS) == meant


@pytest.mark.parametrize("asked", ["weather", "Zeus", "the bus stops"])
def test_words_that_are_right_or_like_nothing_stay(asked: str) -> None:
    assert corrected(asked, CARDS) == asked


def test_without_a_library_nothing_is_corrected() -> None:
    assert corrected("photosinthesis", []) == "photosinthesis"


def test_each_language_has_its_own_words_and_one_without_a_dictionary_is_left_alone() -> None:
    assert corrected("fraktions", CARDS, "fr") == "fractions"
    assert corrected("wasser", CARDS, "de") == "wasser"
    assert corrected("watter", CARDS, "hu") == "watter"
