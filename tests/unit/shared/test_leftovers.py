from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared import topology
from shared.leftovers import leftovers
from shared.objects import notification_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LEASE = timedelta(seconds=topology.load().functions["write_script"].lease_seconds)
RECORD = {"request_id": "r-1", "scene_count": 2}
MESSAGE = {"topic": "content-retrieved", "data": "{}", "attributes": {}}
NEXT = {"topic": "script-written", "data": "{}", "attributes": {}}


def topics(stages: dict[str, dict[str, Any]]) -> list[str]:
    return [message.topic for found in leftovers(RECORD, stages, "bucket", NOW) for message in found.messages]


def written(**fields: object) -> dict[str, dict[str, Any]]:
    stage = {"stage": "write_script", "scene": None, "message": MESSAGE, "outbox": [NEXT], "unsent": False}
    return {"write_script": stage | fields}


NOT_SENT = {"status": "done", "unsent": True}
BEFORE = NOW - timedelta(minutes=1)
LONG_AGO = NOW - LEASE - timedelta(seconds=1)


DONE, AGAIN = ["script-written"], ["content-retrieved"]


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        pytest.param(NOT_SENT | {"finished_at": BEFORE}, DONE, id="recorded and not sent"),
        pytest.param(NOT_SENT | {"finished_at": NOW}, [], id="may still publish it itself"),
        pytest.param({"status": "done", "finished_at": LONG_AGO}, DONE, id="sent and never came"),
        pytest.param({"status": "done", "finished_at": BEFORE}, [], id="sent and may still come"),
        pytest.param({"status": "running", "lease_until": NOW}, AGAIN, id="its lease ran out"),
        pytest.param({"status": "running", "lease_until": NOW + timedelta(seconds=1)}, [], id="held"),
        pytest.param({"status": "waiting", "lease_until": LONG_AGO}, AGAIN, id="waits, and Pub/Sub has given up"),
        pytest.param({"status": "waiting", "lease_until": NOW}, [], id="waits for a delivery"),
        pytest.param({"status": "failed", "lease_until": LONG_AGO}, [], id="failed"),
        pytest.param({"status": "abandoned", "lease_until": LONG_AGO}, [], id="abandoned"),
    ],
)
def test_what_is_left_of_a_stage_is_published(fields: dict[str, Any], published: list[str]) -> None:
    assert topics(written(**fields)) == published


def test_a_message_whose_stage_has_begun_has_come() -> None:
    begun = {"narrate_scenes": {"stage": "narrate_scenes", "status": "running", "lease_until": NOW + LEASE}}
    assert topics(written(status="done", unsent=True, finished_at=LONG_AGO) | begun) == []


def test_a_scene_that_was_recorded_and_never_rendered_is_told_of_again() -> None:
    narrated = {"stage": "narrate_scenes", "scene": None, "status": "done", "outbox": [], "unsent": False}
    stages = {
        "narrate_scenes": narrated | {"finished_at": LONG_AGO},
        "render_scene-00": {"stage": "render_scene", "scene": 0, "status": "done", "outbox": []},
    }
    [found] = leftovers(RECORD, stages, "bucket", NOW)
    [message] = found.messages
    told = notification_of("narration/r-1/01", "bucket")
    assert (message.topic, message.attributes) == ("objects-finalized", told)
