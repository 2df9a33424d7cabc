import json
from typing import Any

import pytest

from functions.extract_topic.main import extract_topic
from shared.limits import Limits
from shared.meter import Meter
from shared.models.message import IncomingMessage
from shared.models.work import Claim
from shared.stage import DECLARED, run
from tests.fakes.cloud import InProcessCloud

STAGE = DECLARED[extract_topic.__name__]
MARKERS = ("Zaphodine", "pupil-4711", "vexillology")
FIELDS = {
    "request_id": "r-1",
    "student_id": MARKERS[1],
    "student_query": f"I am {MARKERS[0]}. Explain gravity",
    "grade_level": "8",
    "duration_minutes": 3,
    "interests": [MARKERS[2]],
}
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


class Cloud(InProcessCloud):
    """Be the cloud of one attempt at `extract_topic`."""

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()

    def begin(self, claim: Claim) -> None:
        self.meter = Meter()
        self.results = type("Results", (), {"counted": frozenset()})()
        self.limits = Limits(STAGE.name, self.settings, self.meter, self.spending, 120)


@pytest.fixture
def cloud() -> Cloud:
    return Cloud()


def topic_of(cloud: Cloud, **changes: object) -> Any:
    fields = FIELDS | changes
    run(STAGE, IncomingMessage(message_id="m", data=json.dumps(fields)), cloud)  # type: ignore[arg-type]
    record = cloud.requests.read(str(fields["request_id"]))
    assert record is not None
    return record.fields["topic"]


def test_what_is_kept_of_a_question_holds_nothing_that_a_student_wrote(cloud: Cloud) -> None:
    topic_of(cloud)
    kept = str(cloud.temporary.objects)
    assert "topics/" in kept
    assert [marker for marker in (*MARKERS, "r-1", "ravity") if marker in kept] == []


def test_the_same_question_is_understood_once(cloud: Cloud) -> None:
    assert topic_of(cloud) == topic_of(cloud, request_id="r-2", student_id="s-2")
    assert cloud.model.asked == 1
