import pytest

from functions.write_script.checks.language import level_of, problems
from functions.write_script.checks.problem import Problem
from shared.reading_level import reading_level
from tests.unit.examples import CHECK, RECAP, TITLE, scene, script

LEVEL = ("too_easy", "too_hard")
DEFINITION = scene(
    "A leaf has stomata.",
    visual={"kind": "definition", "definitions": [{"term": "Stomata", "meaning": "Openings of a leaf."}]},
)
MIDDLE = "The leaves of a plant take in sunlight, and they use its energy to make sugar from water and air."


def others(*scenes: dict[str, object], **changes: object) -> list[Problem]:
    """Return what is found beside the reading level."""
    return [found for found in problems(script(*scenes, **changes)) if found.code not in LEVEL]


@pytest.mark.parametrize(
    ("grade", "most"), [("K", 14), ("2", 14), ("3", 22), ("5", 22), ("6", 26), ("8", 26), ("9", 32), ("12", 32)]
)
def test_a_sentence_is_as_long_as_its_grade_can_follow(grade: str, most: int) -> None:
    fits, long = ("leaf " * most).strip(), ("leaf " * (most + 1)).strip()
    assert others(TITLE, scene(fits), RECAP, grade_level=grade) == []
    [found] = others(TITLE, scene(fits, long), RECAP, grade_level=grade)
    said = f"A sentence has {most + 1} words; at this grade at most {most}: {long!r}"
    assert found == Problem(code="long_sentence", message=said, scene=1)


@pytest.mark.parametrize("grade", ["K", *map(str, range(1, 13))])
def test_the_reading_level_is_within_a_grade_of_the_students(grade: str) -> None:
    lesson = script(TITLE, scene(*[MIDDLE] * 6), RECAP, grade_level=grade)
    level, number = level_of(lesson), 0 if grade == "K" else int(grade)
    expected = "too_hard" if number < level - 1 else "too_easy" if number > level + 1 else None
    found = [problem for problem in problems(lesson) if problem.code in LEVEL]
    assert [problem.code for problem in found] == ([expected] if expected else [])
    assert all(f"reads at grade {level:.1f}" in problem.message for problem in found)
    assert all(f"for grade {grade}." in problem.message for problem in found)
    assert 4 < level < 9, "so that there are grades on both sides"


def test_the_first_grades_are_not_told_that_a_text_is_too_easy() -> None:
    easy = (TITLE, scene("A cat sat."), RECAP)
    assert level_of(script(*easy)) < 0
    for grade in ("K", "1"):
        assert list(problems(script(*easy, grade_level=grade))) == []
    assert [found.code for found in problems(script(*easy, grade_level="2"))] == ["too_easy"]


def test_kindergarten_reads_what_the_first_grade_reads() -> None:
    lesson = (TITLE, scene(*["The leaves of a plant make food from sunlight."] * 4), RECAP)
    assert 1 < level_of(script(*lesson)) <= 2
    assert list(problems(script(*lesson, grade_level="K"))) == []


def test_steps_of_a_solution_and_questions_say_nothing_of_the_level() -> None:
    example = scene(
        "Incomprehensible multiplication notwithstanding.",
        visual={"kind": "worked_example", "problem": "x", "steps": [{"text": "Add."}], "answer": "Four."},
    )
    assert level_of(script(TITLE, scene(MIDDLE), example, CHECK)) == reading_level(f"{TITLE['narration'][0]} {MIDDLE}")


def test_of_another_language_only_the_length_of_sentences_is_looked_at() -> None:
    lesson = (TITLE, scene("Stomata " * 40, "Stomata."), DEFINITION, RECAP)
    assert [found.code for found in problems(script(*lesson, language="de"))] == ["long_sentence"]
    assert "unexplained_word" in [found.code for found in problems(script(*lesson))]


def test_a_word_may_come_up_once_before_it_is_explained() -> None:
    once = scene("A leaf has STOMATA.")
    assert others(TITLE, once, DEFINITION, RECAP) == []
    [found] = others(TITLE, once, once, DEFINITION, RECAP)
    said = "'Stomata' is used before it is explained; explain it first."
    assert found == Problem(code="unexplained_word", message=said, scene=3)


def test_a_part_of_another_word_is_not_the_word() -> None:
    assert others(TITLE, scene("Substomatata and stomatas are not it, nor stomataless."), DEFINITION, RECAP) == []


def test_the_title_may_name_what_comes() -> None:
    curious = TITLE | {"narration": ["Have you seen stomata?", "Where are the stomata?"]}
    assert others(curious, scene("A plant makes food."), DEFINITION, RECAP) == []


@pytest.mark.parametrize("where", ["title", "topic"])
def test_what_a_lesson_is_about_is_named_from_the_start(where: str) -> None:
    often = scene("A leaf has stomata.", "The stomata open.")
    assert others(TITLE, often, DEFINITION, RECAP, **{where: "All about STOMATA"}) == []


def test_each_word_is_looked_at_for_itself() -> None:
    definitions = [{"term": term, "meaning": "A word."} for term in ("Photosynthesis", "Stomata", "Xylem")]
    both = scene("They differ.", visual={"kind": "definition", "definitions": definitions})
    often = scene("Stomata and xylem.", "Xylem and stomata.", "Photosynthesis and photosynthesis.")
    assert [found.message.split("'")[1] for found in others(TITLE, often, both, RECAP)] == ["Stomata", "Xylem"]


def test_a_later_definition_is_looked_at_too() -> None:
    often = scene("Stomata open.", "Stomata close.")
    first = scene("It grows.", visual={"kind": "definition", "definitions": [{"term": "Root", "meaning": "A part."}]})
    assert [found.scene for found in others(TITLE, often, first, scene("It is green."), DEFINITION, RECAP)] == [4]
