import json
from typing import Any

import pytest

from functions.extract_topic.main import extract_topic
from shared.models.message import IncomingMessage
from shared.stage import DECLARED, run
from tests.unit.examples import MARKERS, PERSONAL, QUESTION, AttemptCloud, record_of

STAGE = DECLARED[extract_topic.__name__]
ANALYSIS = {
    "is_teachable": True,
    "reason": f"A good question, {MARKERS[0]}.",
    "topic": f"gravity, for {MARKERS[0]}",
    "subject": "physics",
    "learning_objectives": [f"{MARKERS[0]} can say what gravity is."],
    "search_terms": ["gravity"],
}


class Model:
    """Answer as a model may that repeats what it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def generate(self, instructions: str, prompt: str, schema: type) -> str:
        self.asked += 1
        return json.dumps(ANALYSIS)


@pytest.fixture
def cloud() -> AttemptCloud:
    cloud = AttemptCloud()
    cloud.model = Model()
    return cloud


def topic_of(cloud: AttemptCloud, **changes: object) -> Any:
    fields = QUESTION | PERSONAL | changes
    run(STAGE, IncomingMessage(message_id="m", data=json.dumps(fields)), cloud)
    return record_of(cloud, fields["request_id"])["topic"]


def test_what_is_kept_of_a_question_holds_nothing_that_a_student_wrote(cloud: AttemptCloud) -> None:
    topic_of(cloud)
    kept = str(cloud.temporary.objects)
    assert "topics/" in kept
    assert [marker for marker in (*MARKERS, "r-1", "ravity") if marker in kept] == []


def test_the_same_question_is_understood_once(cloud: AttemptCloud) -> None:
    assert topic_of(cloud) == topic_of(cloud, request_id="r-2", student_id="s-2")
    assert cloud.model.asked == 1
