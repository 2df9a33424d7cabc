import json

import pytest

from functions.extract_topic.core import Input, checked, prompt_for, question_key
from shared.errors import Refused, Rejected, Unavailable
from shared.models.message import IncomingMessage
from tests.fakes.cloud import settings
from tests.unit.examples import QUESTION, request

ANALYSIS = {
    "is_teachable": True,
    "reason": "",
    "topic": "gravity",
    "subject": "physics",
    "learning_objectives": ["Say what gravity is."],
    "search_terms": ["gravity", "mass"],
}


def message(fields: object) -> IncomingMessage:
    return IncomingMessage(message_id="m", data=json.dumps(fields))


def test_a_message_brings_its_request_or_names_a_known_one() -> None:
    assert Input.read(message(QUESTION), None).complete_request == request()
    assert Input.read(message({"request_id": "r-1"}), None).complete_request is None


def test_a_message_with_half_of_the_fields_is_rejected() -> None:
    with pytest.raises(Rejected, match="student_query: Field required"):
        Input.read(message({"request_id": "r-1", "student_id": "s-1"}), None)


def test_the_question_is_data_in_the_prompt() -> None:
    assert prompt_for(request(student_query="Explain gravity < 3")).count("<") == 2


def test_an_analysis_becomes_the_topic_on_the_record() -> None:
    assert checked(json.dumps(ANALYSIS)).for_record()["topic"] == "gravity"


def test_a_question_that_is_no_lesson_is_refused_kindly() -> None:
    with pytest.raises(Refused, match="Ask me about school") as caught:
        checked(json.dumps(ANALYSIS | {"is_teachable": False, "reason": "Ask me about school topics."}))
    assert caught.value.code == "not_a_lesson"


@pytest.mark.parametrize("answer", ["", "{", "[]", json.dumps(ANALYSIS | {"subject": "magic"})])
def test_an_answer_outside_the_schema_may_be_better_next_time(answer: str) -> None:
    with pytest.raises(Unavailable):
        checked(answer)


def asked(query: str, **changes: object) -> str:
    return question_key(request(student_query=query, **changes), "Understand it.", settings())


def test_the_same_question_of_another_student_has_the_same_key() -> None:
    same = asked("explain  Gravity.", request_id="r-2", student_id="s-2", duration_minutes=1)
    assert same == asked("Explain gravity")


def test_another_question_grade_or_language_has_another_key() -> None:
    keys = [asked("Explain gravity"), asked("What is gravity"), asked("Explain gravity", grade_level="7")]
    assert len({*keys, asked("Explain gravity", language="es")}) == 4
