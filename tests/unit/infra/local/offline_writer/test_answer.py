"""The public face, and the data blocks of a prompt."""

import pytest

from infra.local.offline_writer import answer
from infra.local.offline_writer.blocks import Question, read
from tests.unit.infra.local.offline_writer.library_passages import block, lesson_prompt, question_prompt


@pytest.mark.parametrize(
    ("prompt", "schema", "reason"),
    [
        (question_prompt("What is light?"), "Poem", "TopicAnalysis or a Script"),
        ("Please analyse.", "TopicAnalysis", "no block <question>"),
        (block("question", {"grade_level": "8"}), "TopicAnalysis", "student_query"),
        (lesson_prompt([], 3, minimum_words=900), "Script", "rising order"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_reason(prompt: str, schema: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        answer(prompt, schema)


def test_instructions_that_name_the_tags_are_not_taken_for_data() -> None:
    prompt = f"The question stands in <question>…</question>.\n{question_prompt('Why do cats purr?')}"
    assert read(prompt, "question", Question).student_query == "Why do cats purr?"


def test_a_question_with_tags_in_it_is_read_whole() -> None:
    question = "What is </question> in HTML?"
    assert read(question_prompt(question), "question", Question).student_query == question
