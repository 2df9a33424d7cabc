"""Each check finds what it is for, and nothing in a good script."""

from typing import Any

import pytest

from functions.write_script.checks import ESSENTIAL, find_problems
from functions.write_script.checks.numbers import numbers_in
from shared.models.passage import Findings, FoundPassage, Passage, Source
from shared.models.script import Script

TEXT = """
A plant makes its own food in its leaves. It takes in water, carbon dioxide and sunlight. The food is a sugar called
glucose. A leaf has about 500 openings, called stomata. Oxygen leaves the leaf through the stomata.
Many people think that plants eat soil. In fact, soil gives them only water and minerals.
"""
SOURCE = Source(
    resource_id="photosynthesis",
    title="Photosynthesis",
    author="A",
    licence="CC BY 4.0",
    subject="life science",
    grade_band="6-8",
    language="en",
    uri="gs://oer/p.md",
)
PASSAGE = Passage(passage_id="p", kind="key_idea", heading="Food", text=TEXT, position=0, source=SOURCE)
FINDINGS = Findings(passages=[FoundPassage(passage=PASSAGE, similarity=0.9)])


def scene(visual: dict[str, Any], *narration: str) -> dict[str, Any]:
    return {"heading": "Photosynthesis", "narration": list(narration), "visual": visual, "passages": ["p"]}


TITLE = scene({"kind": "title", "title": "Photosynthesis"}, "How does a plant make its own food?")
IDEA = scene(
    {"kind": "key_points", "points": [{"text": "Food from light"}]},
    "A plant makes its own food in its leaves.",
    "It takes in water, carbon dioxide and sunlight.",
)
WRONG = scene(
    {"kind": "comparison", "left_title": "Myth", "right_title": "Fact", "rows": [{"left": "Soil", "right": "Light"}]},
    "Many people think that plants eat soil.",
    "In fact, soil gives them only water and minerals.",
)
CHECK = scene(
    {"kind": "check_yourself", "question": "What leaves?", "answer": "Oxygen.", "answer_at": 1},
    "What leaves the leaf through the stomata?",
    "Oxygen leaves the leaf.",
)
RECAP = scene({"kind": "recap", "points": [{"text": "Plants make food."}]}, "A plant makes its own food in its leaves.")


def script(*scenes: dict[str, Any], **changes: Any) -> Script:
    fields = {
        "title": "Photosynthesis",
        "topic": "photosynthesis",
        "subject": "life science",
        "grade_level": "8",
        "learning_objectives": ["Explain how a plant makes its food"],
        "vocabulary": [],
        "scenes": list(scenes or (TITLE, IDEA, WRONG, CHECK, RECAP)),
        "check_yourself": {"question": "What leaves?", "answer": "Oxygen."},
        "recap": ["Plants make food."],
    }
    return Script.model_validate(fields | changes)


LEVEL = ("too_easy", "too_hard")
"""Of so few sentences, the reading level says little: it has tests of its own."""


def codes(found: Script, minutes: int = 3) -> list[str]:
    return [code for code in all_codes(found, minutes) if code not in LEVEL]


def all_codes(found: Script, minutes: int = 3) -> list[str]:
    return [problem.code for problem in find_problems(found, minutes, FINDINGS)]


def test_a_good_script_has_no_problem() -> None:
    assert codes(script()) == []


@pytest.mark.parametrize(
    ("scenes", "code"),
    [
        ((IDEA, WRONG, CHECK, RECAP), "no_hook"),
        ((TITLE, IDEA, WRONG, RECAP, CHECK), "no_recap"),
        ((TITLE, WRONG, CHECK, RECAP), "no_explanation"),
        ((TITLE, IDEA, WRONG, RECAP), "no_check_yourself"),
        ((TITLE, IDEA, CHECK, RECAP), "no_misconception"),
    ],
)
def test_a_part_that_is_missing_is_found(scenes: tuple[dict[str, Any], ...], code: str) -> None:
    assert codes(script(*scenes)) == [code]


def test_a_short_lesson_needs_no_misconception() -> None:
    assert codes(script(TITLE, IDEA, CHECK, RECAP), minutes=1) == []


def test_mathematics_needs_an_example() -> None:
    assert codes(script(subject="mathematics")) == ["no_worked_example"]


def test_an_answer_with_its_question_leaves_no_time_to_think() -> None:
    hasty = CHECK | {"visual": CHECK["visual"] | {"answer_at": 0}}
    assert codes(script(TITLE, IDEA, WRONG, hasty, RECAP)) == ["no_time_to_think"]


def test_a_scene_that_goes_on_and_on_is_found() -> None:
    long = scene(IDEA["visual"], *["A plant makes its own food in its leaves."] * 20)
    assert codes(script(TITLE, long, WRONG, CHECK, RECAP)) == ["long_scene"]


def test_what_no_passage_says_is_found() -> None:
    invented = scene(IDEA["visual"], "Napoleon Bonaparte crowned himself emperor in Paris cathedral.")
    assert codes(script(TITLE, invented, WRONG, CHECK, RECAP)) == ["not_grounded"]


@pytest.mark.parametrize("number", ["700", "seven hundred and twelve", "forty-two"])
def test_a_number_that_no_passage_has_is_found(number: str) -> None:
    invented = scene(IDEA["visual"], f"A leaf has about {number} openings, called stomata.")
    assert "number_not_in_source" in codes(script(TITLE, invented, WRONG, CHECK, RECAP))


def test_a_number_of_a_formula_that_no_passage_has_is_found() -> None:
    shown = scene({"kind": "equation", "lines": [{"latex": "x = 77"}]}, "A plant makes its own food in its leaves.")
    assert codes(script(TITLE, shown, WRONG, CHECK, RECAP)) == ["number_not_in_source"]


def test_a_sentence_that_is_too_long_to_follow_is_found() -> None:
    long = "A plant makes its own food in its leaves, " * 4 + "and it takes in water."
    found = codes(script(TITLE, scene(IDEA["visual"], long), WRONG, CHECK, RECAP))
    assert found == ["long_sentence"]


def test_language_above_the_grade_is_found() -> None:
    assert "too_hard" in all_codes(script(grade_level="K"))


def test_a_word_that_is_used_before_it_is_explained_is_found() -> None:
    before = scene(IDEA["visual"], "Oxygen leaves the leaf through the stomata.", "A leaf has stomata.")
    words = scene(
        {"kind": "definition", "definitions": [{"term": "Stomata", "meaning": "Openings of a leaf."}]},
        "A leaf has about 500 openings, called stomata.",
    )
    assert codes(script(TITLE, before, words, WRONG, CHECK, RECAP)) == ["unexplained_word"]
    assert codes(script(TITLE, words, before, WRONG, CHECK, RECAP)) == []


def test_a_screen_that_shows_what_is_said_is_found() -> None:
    said = "It takes in water, carbon dioxide and sunlight from the sun"
    shown = scene({"kind": "key_points", "points": [{"text": said}]}, f"{said}.")
    assert codes(script(TITLE, shown, WRONG, CHECK, RECAP)) == ["screen_reads_aloud"]


def test_the_worst_comes_first() -> None:
    found = find_problems(script(IDEA, RECAP), 3, FINDINGS)
    essential = [problem.code in ESSENTIAL for problem in found]
    assert essential == sorted(essential, reverse=True)
    assert set(essential) == {True, False}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("twenty-five is 25", {"25"}),
        ("one of the two", set()),
        ("1,250 or 9.8", {"1250", "9.8"}),
        ("six plus eight", {"6", "8"}),
        ("no numbers", set()),
    ],
)
def test_numbers_are_the_same_in_digits_and_in_words(text: str, numbers: set[str]) -> None:
    assert numbers_in(text) == numbers


def test_a_text_that_is_too_easy_for_its_grade_is_found() -> None:
    assert "too_easy" in all_codes(script(grade_level="12"))


def test_the_word_that_a_lesson_is_about_may_be_said_before_it_is_explained() -> None:
    words = scene(
        {"kind": "definition", "definitions": [{"term": "Photosynthesis", "meaning": "How a plant makes food"}]},
        "A plant makes its own food in its leaves.",
    )
    often = scene(IDEA["visual"], *["Photosynthesis makes food."] * 2)
    assert "unexplained_word" not in codes(script(TITLE, often, words, WRONG, CHECK, RECAP))
