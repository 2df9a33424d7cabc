from datetime import UTC, datetime, timedelta

from functions.recover_stalled.core import leftovers
from shared.models.work import WorkKey
from shared.records import UnfinishedWork

NOW = datetime(2026, 1, 1, tzinfo=UTC)
KEY = WorkKey(request_id="r-1", stage="write_script")
MESSAGE = {"topic": "content-retrieved", "data": '{"request_id": "r-1"}', "attributes": {}}
NEXT = {"topic": "script-written", "data": '{"request_id": "r-1"}', "attributes": {}}


def work(**fields: object) -> list[UnfinishedWork]:
    return [UnfinishedWork(key=KEY, fields={"message": MESSAGE, "outbox": [NEXT], "unsent": False, **fields})]


def test_messages_that_were_recorded_and_not_sent_are_published() -> None:
    [leftover] = leftovers(work(status="done", unsent=True, finished_at=NOW - timedelta(minutes=1)), NOW)
    assert [message.topic for message in leftover.messages] == ["script-written"]
    assert leftover.is_outbox


def test_a_stage_that_has_just_finished_may_still_publish_itself() -> None:
    assert leftovers(work(status="done", unsent=True, finished_at=NOW), NOW) == []


def test_work_whose_lease_ran_out_is_delivered_again() -> None:
    [leftover] = leftovers(work(status="running", lease_until=NOW), NOW)
    assert [message.topic for message in leftover.messages] == ["content-retrieved"]
    assert not leftover.is_outbox


def test_work_that_is_held_is_left_alone() -> None:
    assert leftovers(work(status="running", lease_until=NOW + timedelta(seconds=1)), NOW) == []
