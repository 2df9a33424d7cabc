from typing import Any

import pytest

from functions.write_script.checks.problem import Problem
from functions.write_script.checks.screen import problems
from tests.unit.examples import RECAP, TITLE, scene, script

NINE = "A green leaf takes in light from the sun"
TEN = "A green leaf takes in light from the bright sun"


def points(*texts: str) -> dict[str, Any]:
    return {"kind": "key_points", "points": [{"text": text} for text in texts]}


def test_nine_words_may_be_shown_as_they_are_said_and_ten_not() -> None:
    [found] = problems(script(TITLE, scene("Look.", f"{TEN}.", visual=points("Light", TEN)), RECAP))
    said = f"The screen shows what is said word for word; shorten it: {TEN!r}"
    assert found == Problem(code="screen_reads_aloud", message=said, scene=1)
    assert not list(problems(script(TITLE, scene(f"{NINE}.", visual=points(NINE)), RECAP)))


@pytest.mark.parametrize(
    ("said", "shown"), [(f"{TEN}!", f"{TEN}?"), (TEN.upper(), TEN), (TEN, TEN.upper()), (f"{TEN} X.", f"{TEN} X")]
)
def test_capitals_and_the_sign_at_the_end_make_no_difference(said: str, shown: str) -> None:
    assert list(problems(script(TITLE, scene(said, visual=points(shown)), RECAP)))


def test_other_words_may_be_as_many() -> None:
    assert not list(problems(script(TITLE, scene(f"{TEN}.", visual=points(TEN.replace("bright", "warm"))), RECAP)))


def test_a_goal_is_read_aloud_on_purpose_and_what_follows_it_is_not() -> None:
    second = TEN.replace("bright", "warm")
    shown = scene(f"{TEN}.", f"{second}.", visual=points(TEN, second))
    [found] = problems(script(TITLE, shown, RECAP, learning_objectives=[TEN]))
    assert second in found.message


@pytest.mark.parametrize(
    "visual",
    [
        {"kind": "recap", "points": [{"text": TEN}]},
        {"kind": "check_yourself", "question": TEN, "answer": "Yes.", "answer_at": 0},
        {"kind": "definition", "definitions": [{"term": "Leaf", "meaning": TEN}]},
        {"kind": "worked_example", "problem": TEN, "steps": [{"text": "Add."}], "answer": "Four."},
        {"kind": "title", "title": "Leaves", "subtitle": TEN},
    ],
    ids=lambda visual: visual["kind"],
)
def test_where_one_reads_along_on_purpose_nothing_is_found(visual: dict[str, Any]) -> None:
    aloud = scene(TEN, visual=visual)
    later = scene(TEN, visual=points(TEN))
    assert [found.scene for found in problems(script(TITLE, aloud, later, RECAP))] == [2]
