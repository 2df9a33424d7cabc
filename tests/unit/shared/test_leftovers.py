from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared import topology
from shared.leftovers import leftovers

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LEASE = timedelta(seconds=topology.load().functions["write_script"].lease_seconds)
JUST_LONGER = LEASE + timedelta(seconds=1)
RECORD = {"request_id": "r-1", "scene_count": 2}
MESSAGE = {"topic": "content-retrieved", "data": "{}", "attributes": {}}
NEXT = {"topic": "script-written", "data": "{}", "attributes": {}}


def topics(stages: dict[str, dict[str, Any]]) -> list[str]:
    return [message.topic for found in leftovers(RECORD, stages, "bucket", NOW) for message in found.messages]


def written(**fields: object) -> dict[str, dict[str, Any]]:
    stage = {"stage": "write_script", "scene": None, "message": MESSAGE, "outbox": [NEXT], "unsent": False}
    return {"write_script": stage | fields}


def test_a_message_that_was_recorded_and_not_sent_is_published() -> None:
    assert topics(written(status="done", unsent=True, finished_at=NOW - timedelta(minutes=1))) == ["script-written"]


def test_a_stage_that_has_just_finished_may_still_publish_itself() -> None:
    assert topics(written(status="done", unsent=True, finished_at=NOW)) == []


def test_a_message_that_was_sent_and_never_came_is_published_again() -> None:
    assert topics(written(status="done", finished_at=NOW - JUST_LONGER)) == ["script-written"]
    assert topics(written(status="done", finished_at=NOW - timedelta(minutes=2))) == []


def test_a_message_whose_stage_has_begun_has_come() -> None:
    begun = {"narrate_scenes": {"stage": "narrate_scenes", "status": "running", "lease_until": NOW + LEASE}}
    assert topics(written(status="done", unsent=True, finished_at=NOW - JUST_LONGER) | begun) == []


def test_work_whose_lease_ran_out_is_delivered_again() -> None:
    assert topics(written(status="running", lease_until=NOW)) == ["content-retrieved"]


def test_work_that_is_held_is_left_alone() -> None:
    assert topics(written(status="running", lease_until=NOW + timedelta(seconds=1))) == []


def test_work_that_waits_for_a_delivery_gets_one_when_pubsub_has_given_up() -> None:
    assert topics(written(status="waiting", lease_until=NOW - JUST_LONGER)) == ["content-retrieved"]
    assert topics(written(status="waiting", lease_until=NOW)) == []


@pytest.mark.parametrize("status", ["failed", "abandoned"])
def test_work_that_was_given_up_is_not_taken_up(status: str) -> None:
    assert topics(written(status=status, lease_until=NOW - JUST_LONGER)) == []


def test_a_scene_that_was_recorded_and_never_rendered_is_told_of_again() -> None:
    narrated = {"stage": "narrate_scenes", "scene": None, "status": "done", "outbox": [], "unsent": False}
    stages = {
        "narrate_scenes": narrated | {"finished_at": NOW - JUST_LONGER},
        "render_scene-00": {"stage": "render_scene", "scene": 0, "status": "done", "outbox": []},
    }
    [found] = leftovers(RECORD, stages, "bucket", NOW)
    assert found.messages[0].topic == "objects-finalized"
    assert found.messages[0].attributes == {
        "eventType": "OBJECT_FINALIZE",
        "bucketId": "bucket",
        "objectId": "narration/r-1/01",
        "payloadFormat": "NONE",
    }
