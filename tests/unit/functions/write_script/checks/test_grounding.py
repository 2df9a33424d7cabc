from typing import Any

import pytest

from functions.write_script.checks.grounding import problems
from functions.write_script.checks.problem import Problem
from tests.unit.examples import findings, passage, scene, script

FINDINGS = findings(
    passage("p", text="Green leaves catch sunlight."), passage("q", text="Roots drink water. A root has 500 hairs.")
)


def found_in(*scenes: dict[str, Any], interests: tuple[str, ...] = ()) -> list[Problem]:
    return list(problems(script(scene("Green leaves."), *scenes), FINDINGS, interests))


def codes(*scenes: dict[str, Any]) -> list[str]:
    return [found.code for found in found_in(*scenes)]


def test_half_of_a_sentences_telling_words_are_enough() -> None:
    assert found_in(scene("Green leaves juggle elephants.")) == []
    said = "Green chairs juggle elephants."
    assert found_in(scene("Leaves catch sunlight.", said)) == [
        Problem(code="not_grounded", message=f"The cited passages do not say this: {said!r}", scene=1)
    ]


def test_two_telling_words_state_nothing_and_three_do() -> None:
    assert found_in(scene("Chairs juggle.")) == []
    assert codes(scene("Chairs juggle elephants.")) == ["not_grounded"]


def test_words_of_the_classroom_are_no_statement() -> None:
    assert found_in(scene("Imagine an important question, take time, and write the next story together.")) == []
    # Left out of the share, too: one of three telling words is held, however many others stand around it.
    assert found_in(scene("Let us look at this question: green chairs juggle."))


def test_only_the_cited_passages_count_for_what_is_said() -> None:
    assert found_in(scene("Roots drink water.", passages=("q",))) == []
    assert codes(scene("Roots drink water.", passages=("p",))) == ["not_grounded"]
    assert found_in(scene("Roots drink water.", passages=("p", "q"))) == []
    assert codes(scene("Green leaves catch sunlight.", passages=("gone",))) == ["not_grounded"]


def test_titles_and_headings_of_what_is_cited_count() -> None:
    assert found_in(scene("Photosynthesis food elephants.")) == []


def test_what_a_student_likes_may_be_named() -> None:
    said = scene("Basketball players juggle.")
    assert found_in(said)
    assert found_in(said, interests=("basketball", "players")) == []


def test_a_number_may_come_from_any_passage() -> None:
    assert found_in(scene("Leaves catch 500.")) == []
    said = "Leaves catch 700, and forty."
    assert found_in(scene(said)) == [
        Problem(code="number_not_in_source", message=f"The number {number} stands in no passage: {said!r}", scene=1)
        for number in ("40", "700")
    ]


NOWHERE = "stands in no passage."
EXAMPLE = {
    "kind": "worked_example",
    "problem": "How many?",
    "steps": [{"text": "Add.", "latex": "x = 77"}],
    "answer": "Many.",
    "answer_latex": "500 = 99",
}


@pytest.mark.parametrize(
    ("visual", "wrong"),
    [
        ({"kind": "equation", "lines": [{"latex": "a = 500"}, {"latex": "x = 77"}]}, [("77", "x = 77")]),
        (EXAMPLE, [("77", "x = 77"), ("99", "500 = 99")]),
    ],
    ids=["equation", "worked_example"],
)
def test_formulas_are_looked_at_wherever_a_scene_shows_them(
    visual: dict[str, Any], wrong: list[tuple[str, str]]
) -> None:
    assert found_in(scene("Green leaves catch sunlight.", visual=visual)) == [
        Problem(code="number_not_in_source", message=f"The number {number} of the formula {latex!r} {NOWHERE}", scene=1)
        for number, latex in wrong
    ]


def test_a_text_on_the_screen_is_no_formula() -> None:
    points = {"kind": "key_points", "points": [{"text": "Leaves in 77 shapes"}]}
    assert found_in(scene("Green leaves catch sunlight.", visual=points)) == []
