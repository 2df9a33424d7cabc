from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared import topology
from shared.leftovers import leftovers

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


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        (NOT_SENT | {"finished_at": BEFORE}, ["script-written"]),
        (NOT_SENT | {"finished_at": NOW}, []),
        ({"status": "done", "finished_at": LONG_AGO}, ["script-written"]),
        ({"status": "done", "finished_at": BEFORE}, []),
        ({"status": "running", "lease_until": NOW}, ["content-retrieved"]),
        ({"status": "running", "lease_until": NOW + timedelta(seconds=1)}, []),
        ({"status": "waiting", "lease_until": LONG_AGO}, ["content-retrieved"]),
        ({"status": "waiting", "lease_until": NOW}, []),
        ({"status": "failed", "lease_until": LONG_AGO}, []),
        ({"status": "abandoned", "lease_until": LONG_AGO}, []),
    ],
    ids=[
        "recorded and not sent",
        "may still publish it itself",
        "sent and never came",
        "sent and may still come",
        "its lease ran out",
        "held",
        "waits for a delivery that Pub/Sub has given up",
        "waits for a delivery",
        "failed",
        "abandoned",
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
    told = {"eventType": "OBJECT_FINALIZE", "bucketId": "bucket", "objectId": "narration/r-1/01"}
    assert (message.topic, message.attributes) == ("objects-finalized", told)
