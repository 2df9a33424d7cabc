from typing import Any

import pytest

from functions.write_script.checks.problem import Problem
from functions.write_script.checks.structure import problems
from shared.models.script import Script
from tests.unit.examples import CHECK, IDEA, RECAP, TITLE, WRONG, scene, script

DEFINITION = scene(
    "A leaf has stomata.", visual={"kind": "definition", "definitions": [{"term": "Stomata", "meaning": "Openings."}]}
)
EXAMPLE = scene(
    "Two and two are four.",
    visual={"kind": "worked_example", "problem": "Two and two?", "steps": [{"text": "Add."}], "answer": "Four."},
)
WORDS = [{"term": "Stomata", "definition": "Openings."}]


def codes(found: Script, minutes: int = 3) -> list[str]:
    return [problem.code for problem in problems(found, minutes)]


def test_a_whole_lesson_has_no_problem() -> None:
    assert codes(script()) == []


@pytest.mark.parametrize(
    ("scenes", "code", "message"),
    [
        ((IDEA, CHECK, RECAP), "no_hook", "Open with a title scene that makes one curious."),
        ((TITLE, IDEA, CHECK), "no_recap", "End with a recap scene of what to remember."),
        ((TITLE, CHECK, RECAP), "no_explanation", "Explain the idea in points or steps."),
        ((TITLE, IDEA, RECAP), "no_check_yourself", "Ask the learner a question before the recap."),
    ],
)
def test_a_missing_part_is_told_with_what_to_do(scenes: tuple[dict[str, Any], ...], code: str, message: str) -> None:
    where = 0 if code == "no_hook" else None
    assert list(problems(script(*scenes), 1)) == [Problem(code=code, message=message, scene=where)]


@pytest.mark.parametrize(
    "visual",
    [
        {"kind": "steps", "steps": [{"text": "Light"}]},
        {"kind": "cycle", "stages": [{"text": "Rain"}, {"text": "Cloud"}]},
        {"kind": "key_points", "points": [{"text": "Light"}]},
        {"kind": "equation", "lines": [{"latex": "a = b"}]},
    ],
    ids=lambda visual: visual["kind"],
)
def test_each_of_these_explains(visual: dict[str, Any]) -> None:
    explained = scene("Many people think that plants eat soil.", visual=visual)
    assert codes(script(TITLE, explained, CHECK, RECAP)) == []


def test_an_answer_beside_its_question_is_found_where_it_is() -> None:
    hasty = CHECK | {"visual": CHECK["visual"] | {"answer_at": 0}}
    [found] = problems(script(TITLE, IDEA, CHECK, hasty, RECAP), 1)
    said = "Speak the question first, and the answer in a later sentence, so that there is time to think."
    assert found == Problem(code="no_time_to_think", message=said, scene=3)


def test_a_scene_may_say_170_words_and_no_more() -> None:
    most = [WRONG["narration"][0], "plants eat " * 20 + "soil and", *["a b c d e f g h i j"] * 12, "again"]
    long = scene(*most)
    assert sum(len(sentence.split()) for sentence in most) == 170
    assert codes(script(TITLE, long, CHECK, RECAP)) == []
    [found] = problems(script(TITLE, scene(*most, "Yes it does."), CHECK, RECAP), 3)
    said = "This scene says 173 words; split it, one idea a scene, at most 170 words."
    assert found == Problem(code="long_scene", message=said, scene=1)


def test_a_misconception_is_asked_for_from_three_minutes_on() -> None:
    plain = script(TITLE, scene("A plant makes food."), CHECK, RECAP)
    assert codes(plain, minutes=2) == []
    [found] = problems(plain, 3)
    assert found == Problem(code="no_misconception", message="Name a common misconception, and say what is true.")


@pytest.mark.parametrize(
    "words",
    ["MANY people think", "Some people think", "A misconception is", "It is a mistake that", "Most people believe"],
)
def test_a_misconception_is_known_by_its_words(words: str) -> None:
    assert codes(script(TITLE, scene(f"{words} plants eat soil."), CHECK, RECAP)) == []


def test_in_other_languages_a_misconception_cannot_be_looked_for() -> None:
    assert codes(script(TITLE, scene("Eine Pflanze macht Zucker."), CHECK, RECAP, language="de")) == []


@pytest.mark.parametrize("subject", ["mathematics", "Mathematics"])
def test_mathematics_is_shown_by_an_example(subject: str) -> None:
    assert codes(script(subject=subject), minutes=2) == []
    [found] = problems(script(subject=subject), 3)
    assert found == Problem(code="no_worked_example", message="Work through an example, step by step.")
    assert codes(script(TITLE, IDEA, WRONG, EXAMPLE, CHECK, RECAP, subject=subject)) == []


def test_new_words_are_explained_from_five_minutes_on() -> None:
    assert codes(script(vocabulary=WORDS), minutes=4) == []
    [found] = problems(script(vocabulary=WORDS), 5)
    assert found == Problem(code="no_words", message="Explain the new words in a definition scene.")
    assert codes(script(TITLE, IDEA, WRONG, DEFINITION, CHECK, RECAP, vocabulary=WORDS), minutes=5) == []
    assert codes(script(vocabulary=[]), minutes=5) == []
