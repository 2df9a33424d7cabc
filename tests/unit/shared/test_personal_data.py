"""What a student wrote, likes and is called goes into the record and to the models, and nowhere else."""

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from shared import delivery, stage
from shared.errors import Failed
from shared.models.work import OutgoingMessage
from tests.chaos.schedules import OneFault
from tests.chaos.world import World
from tests.unit.examples import MARKERS, PERSONAL, AttemptCloud, request
from tests.unit.shared.test_messages import event

REQUEST = request(**PERSONAL, duration_minutes=1)
FIRST_TOPICS = {"submit_request", "content-generation-requests", "undeliverable"}
"""The first message goes by these: asked, sent, and moved by Pub/Sub where it cannot be delivered."""


def found_in(text: str) -> list[str]:
    return [marker for marker in MARKERS if marker.lower() in text.lower()]


class Listening(World):
    """Remember every message."""

    def __init__(self, plan: OneFault) -> None:
        super().__init__(plan)
        self.messages: list[OutgoingMessage] = []

    def _deliver(self, function: str, message: OutgoingMessage) -> None:
        self.messages.append(message)
        super()._deliver(function, message)


@pytest.mark.parametrize("fault", ["go", "error", "kill", "duplicate"])
def test_only_the_first_message_says_what_a_student_wrote(fault: str, capsys: pytest.CaptureFixture[str]) -> None:
    for point in range(0, 100, 7):
        world = Listening(OneFault(point, fault))
        world.call("submit_request", REQUEST.model_dump_json())
        world.run_to_quiescence()
        assert found_in(str([message for message in world.messages if message.topic in FIRST_TOPICS])) == list(MARKERS)
        assert found_in(str([message for message in world.messages if message.topic not in FIRST_TOPICS])) == []
        assert found_in(str([*world.temporary.objects, *world.generated.objects])) == []
        metrics = world.store.find("request_metrics", [], 100)
        assert len(metrics) > 5
        assert found_in(str(metrics)) == []
    logged = capsys.readouterr().out
    assert logged.count('"finished"') > 50
    assert found_in(logged) == []


def test_an_error_that_repeats_a_student_is_told_by_its_type_and_place_alone(
    traces: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from functions.extract_topic.core import Input, Output

    def extract_topic(work: Input, record: Any, cloud: Any) -> Output:
        raise ValueError(f"no topic in {record.request!r}")

    cloud = AttemptCloud()
    monkeypatch.setattr(delivery, "connect", lambda name: cloud)
    monkeypatch.setattr(delivery, "keep_malformed_deliveries", lambda name: None)
    monkeypatch.setattr(stage, "DECLARED", dict(stage.DECLARED))
    extract_topic.__annotations__ = {"work": Input, "return": Output}
    handle: Callable[[Any], None] = stage.stage("extract_topic")(extract_topic)
    with pytest.raises(Failed, match=r"^ValueError at test_personal_data.py:\d+, stage.py:\d+") as raised:
        handle(event(REQUEST.model_dump_json().encode()))
    [work] = cloud.requests.stages("r-1").values()
    assert found_in(work["last_error"]) == list(MARKERS)
    written = "".join(file.read_text("utf-8") for file in traces.glob("*.jsonl"))
    assert "extract_topic" in written
    shown = "".join(traceback.format_exception(raised.value))
    assert found_in(written + shown + capsys.readouterr().out + str(cloud.requests.metrics("r-1"))) == []


def test_a_model_says_what_is_wrong_without_what_was_written() -> None:
    with pytest.raises(ValidationError) as raised:
        request(grade_level=MARKERS[0], student_query=f"I am <b>{MARKERS[0]}</b>", interests=[f"{MARKERS[2]}!"])
    assert "grade_level" in str(raised.value)
    assert found_in(str(raised.value)) == []
