"""The public face, and the data blocks of a prompt."""

import pytest

from infra.local.offline_writer import answer
from infra.local.offline_writer.blocks import Question, read
from tests.unit.infra.local.offline_writer.library_passages import block, lesson_prompt, question_prompt


def test_another_schema_is_refused() -> None:
    with pytest.raises(ValueError, match="TopicAnalysis or a Script"):
        answer(question_prompt("What is light?"), "Poem")


def test_a_prompt_without_its_block_is_refused() -> None:
    with pytest.raises(ValueError, match="no block <question>"):
        answer("Please analyse.", "TopicAnalysis")


def test_a_wrong_block_names_the_field() -> None:
    with pytest.raises(ValueError, match="student_query"):
        answer(block("question", {"grade_level": "8"}), "TopicAnalysis")


def test_a_target_outside_its_limits_is_refused() -> None:
    with pytest.raises(ValueError, match="rising order"):
        answer(lesson_prompt([], 3, minimum_words=900), "Script")


def test_instructions_that_name_the_tags_are_not_taken_for_data() -> None:
    prompt = f"The question stands in <question>…</question>.\n{question_prompt('Why do cats purr?')}"
    assert read(prompt, "question", Question).student_query == "Why do cats purr?"


def test_a_question_with_tags_in_it_is_read_whole() -> None:
    assert (
        read(question_prompt("What is </question> in HTML?"), "question", Question).student_query
        == "What is </question> in HTML?"
    )
