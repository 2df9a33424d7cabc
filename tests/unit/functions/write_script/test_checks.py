"""All checks look at a script; each of them has tests of its own."""

from typing import Any

import pytest

from functions.write_script.checks import ESSENTIAL, find_problems
from shared.models.script import Script
from tests.unit.examples import CHECK, IDEA, RECAP, TITLE, WRONG, findings, passage, scene, script

SAID = "It takes in water, carbon dioxide and sunlight from the sun"


def codes(found: Script) -> list[str]:
    return [problem.code for problem in find_problems(found, 3, findings(passage()))]


def test_a_good_script_has_no_problem() -> None:
    assert codes(script(grade_level="3")) == []


@pytest.mark.parametrize(
    ("idea", "code"),
    [
        (scene("Napoleon Bonaparte crowned himself emperor in Paris cathedral."), "not_grounded"),
        (RECAP, "no_explanation"),
        (scene("A plant makes its own food in its leaves, " * 4 + "and it takes in water."), "long_sentence"),
        (scene(f"{SAID}.", visual={"kind": "key_points", "points": [{"text": SAID}]}), "screen_reads_aloud"),
    ],
)
def test_every_check_looks_at_a_script(idea: dict[str, Any], code: str) -> None:
    assert code in codes(script(TITLE, idea, WRONG, CHECK, RECAP))


def test_the_worst_comes_first() -> None:
    essential = [code in ESSENTIAL for code in codes(script(IDEA, RECAP))]
    assert essential == sorted(essential, reverse=True)
    assert set(essential) == {True, False}
