import pytest

from shared.reading_level import MEASURED_CHARACTERS, grade_band_of, reading_level

EASY = "The cat sat on the mat."
MIDDLE = "The leaves of a plant take in sunlight, and use it to make sugar."
HARDER = "The leaves of a plant take in sunlight, and they use its energy to make sugar from water and carbon."
HARD = "Photosynthetic organisms systematically manufacture carbohydrates, notwithstanding environmental variability."


def level(words: int, sentences: int, syllables: int) -> float:
    """Return the grade as Flesch and Kincaid have it."""
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


@pytest.mark.parametrize(
    ("text", "words", "sentences", "syllables"),
    [
        (EASY, 6, 1, 6),
        ("Sit! Why? I do.", 4, 3, 4),
        ("A little table.", 3, 1, 5),
        ("We make the same cake", 5, 1, 5),
        ("It weighs 3.5 tons.", 3, 1, 3),
        ("Don't. The plant's leaf", 4, 1, 4),
        ("The plant\u2019s leaf.", 3, 1, 3),
        ("Hmm.", 1, 1, 1),
        ("Une école.", 2, 1, 4),
    ],
)
def test_words_sentences_and_syllables_make_the_level(text: str, words: int, sentences: int, syllables: int) -> None:
    assert reading_level(text) == pytest.approx(level(words, sentences, syllables))


@pytest.mark.parametrize("text", ["", " ", "1 + 2 = 3.", "…"])
def test_a_text_without_words_is_of_no_grade(text: str) -> None:
    assert reading_level(text) == 0.0


@pytest.mark.parametrize(
    ("text", "band"), [(EASY, "K-2"), (MIDDLE, "3-5"), (HARDER, "6-8"), (HARD, "9-12"), ("", "K-2")]
)
def test_a_text_belongs_to_the_band_of_its_level(text: str, band: str) -> None:
    assert grade_band_of([text]) == band


def test_the_parts_of_a_resource_are_read_as_one() -> None:
    assert grade_band_of([EASY, HARD]) == grade_band_of([f"{EASY} {HARD}"])


def test_of_a_book_its_beginning_is_measured() -> None:
    beginning = f"{EASY} " * (MEASURED_CHARACTERS // len(EASY))
    assert len(beginning) > MEASURED_CHARACTERS
    assert grade_band_of([beginning, f"{HARD} " * 10_000]) == "K-2"
