"""Reuse over the real Firestore emulator, and over the store in this process: of many, one makes the lesson."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from shared import documents
from shared.cloud import Cloud
from shared.cost import Usage
from shared.errors import Refused
from shared.models.request import RequestError, Status
from shared.models.work import Claim, Finish, OutgoingMessage, Spent, WorkKey
from tests.fakes.asking import request

MANY = 20
FREE = Spent(usage=Usage(), cost_usd=0.0)


@pytest.fixture
def key() -> str:
    """Return the key of a lesson that no other test makes."""
    return uuid4().hex


def accepted(cloud: Cloud) -> str:
    asked = request()
    cloud.requests.accept(asked, "api", OutgoingMessage(topic="t", data="{}"))
    return asked.request_id


def claimed(cloud: Cloud, request_id: str, stage: str) -> Claim:
    message = OutgoingMessage(topic="t", data=request_id)
    claim = cloud.ledger.claim(WorkKey(request_id=request_id, stage=stage), message, None)
    assert isinstance(claim, Claim)
    return claim


def complete(cloud: Cloud, request_id: str, stage: str = "assemble_video") -> None:
    finish = Finish(
        output={}, record_fields={"result": {}}, status=Status.COMPLETED, message=None, spent=FREE, event="finished"
    )
    cloud.ledger.finish(claimed(cloud, request_id, stage), finish)


def follow(cloud: Cloud, request_id: str, key: str) -> bool:
    return cloud.ledger.follow(claimed(cloud, request_id, "reuse_lesson"), key, FREE)


def test_of_many_who_ask_at_once_one_leads_and_all_others_are_woken_at_its_end(cloud: Cloud, key: str) -> None:
    asking = [accepted(cloud) for _ in range(MANY)]
    with ThreadPoolExecutor(MANY) as threads:
        leaders = list(threads.map(lambda request_id: cloud.reuse.lead(key, request_id), asking))
        first = asking[leaders.index(None)]
        others = [request_id for request_id in asking if request_id != first]
        assert {leader.request_id for leader in leaders if leader} == {first}
        assert leaders.count(None) == 1
        assert all(threads.map(lambda request_id: follow(cloud, request_id, key), others))
        assert cloud.reuse.is_being_made(key)
        complete(cloud, first)
        assert sorted(message.data for message in cloud.reuse.followers(key)) == sorted(others)
        again = list(threads.map(lambda request_id: cloud.reuse.lead(key, request_id), others))
        assert all(leader and leader.is_done and leader.request_id == first for leader in again)
        list(threads.map(lambda request_id: complete(cloud, request_id, "reuse_lesson"), others))
    records = [cloud.requests.read(request_id) for request_id in asking]
    assert {record.status for record in records if record} == {Status.COMPLETED}
    assert cloud.reuse.followers(key) == []


def test_nobody_is_left_waiting_who_follows_while_the_lesson_is_finished(cloud: Cloud, key: str) -> None:
    first, *others = [accepted(cloud) for _ in range(8)]
    cloud.reuse.lead(key, first)
    with ThreadPoolExecutor(8) as threads:
        following = threads.map(lambda request_id: follow(cloud, request_id, key), others)
        complete(cloud, first)
        woken = len(cloud.reuse.followers(key))
        # Whoever follows now was there when the leader looked; the others were told that the lesson is there.
        assert list(following).count(True) == woken


@pytest.mark.parametrize("ending", ["cancelled", "failed", "erased"])
def test_another_leads_when_the_lesson_will_never_come(cloud: Cloud, key: str, ending: str) -> None:
    first, second, third = (accepted(cloud) for _ in range(3))
    cloud.reuse.lead(key, first)
    assert follow(cloud, second, key)
    if ending == "cancelled":
        cloud.requests.cancel(first)
    elif ending == "erased":
        cloud.requests.erase(first)
    else:
        complete_as_failed(cloud, first)
    assert not cloud.reuse.is_being_made(key)
    assert not follow(cloud, third, key)
    assert cloud.reuse.lead(key, second) is None
    leader = cloud.reuse.lead(key, third)
    assert leader is not None
    assert leader.request_id == second


def test_nobody_makes_a_lesson_that_was_refused_a_moment_ago(cloud: Cloud, key: str) -> None:
    first, second, third = (accepted(cloud) for _ in range(3))
    cloud.store.update(f"content_requests/{first}", {"reuse_key": key})
    cloud.reuse.lead(key, first)
    assert follow(cloud, second, key)
    error = RequestError(code="not_enough_material", message="Ask for less.", stage="write_script")
    assert cloud.ledger.refuse(claimed(cloud, first, "write_script"), error, FREE)
    assert [message.data for message in cloud.reuse.followers(key)] == [second]
    for request_id in (second, third):
        with pytest.raises(Refused, match=r"Ask for less\."):
            cloud.reuse.lead(key, request_id)


def test_whoever_is_started_again_may_make_a_lesson_that_was_refused(cloud: Cloud, key: str) -> None:
    first, second = accepted(cloud), accepted(cloud)
    for request_id in (first, second):
        cloud.store.update(f"content_requests/{request_id}", {"reuse_key": key})
    cloud.reuse.lead(key, first)
    error = RequestError(code="missing_picture", message="A picture is missing.", stage="render_scene")
    assert cloud.ledger.refuse(claimed(cloud, first, "write_script"), error, FREE)
    complete_as_failed(cloud, second)
    assert cloud.requests.reopen(second)
    assert cloud.reuse.lead(key, second) is None


def complete_as_failed(cloud: Cloud, request_id: str) -> None:
    assert cloud.requests.fail(request_id, documents.too_often("write_script", None))


def test_a_lesson_whose_files_are_gone_is_made_again(cloud: Cloud, key: str) -> None:
    first, second = accepted(cloud), accepted(cloud)
    cloud.reuse.lead(key, first)
    complete(cloud, first)
    cloud.reuse.forget(key, "somebody-else")
    assert cloud.reuse.lead(key, second) is not None
    cloud.reuse.forget(key, first)
    assert cloud.reuse.lead(key, second) is None


def test_waiting_is_no_failed_attempt_and_ends_with_the_request(cloud: Cloud, key: str) -> None:
    first, second = accepted(cloud), accepted(cloud)
    cloud.reuse.lead(key, first)
    for _ in range(10):
        assert follow(cloud, second, key)
    record = cloud.requests.read(second)
    assert record is not None
    assert record.fields["current_stage"] == "Waiting for this lesson, which is being made already"
    cloud.requests.cancel(second)
    cloud.ledger.claim(WorkKey(request_id=second, stage="reuse_lesson"), OutgoingMessage(topic="t", data=""), None)
    assert cloud.reuse.followers(key) == []
