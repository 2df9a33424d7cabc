from typing import Any

import pytest

from functions.fail_undeliverable.core import fail
from functions.recover_stalled.core import recover
from shared import paths
from shared.cost import Usage
from shared.erasing import erase, erase_student, requests_of
from shared.errors import LostLease
from shared.models.message import IncomingMessage
from shared.models.request import ContentRequest, Status
from shared.models.work import AlreadyEnded, Claim, Finish, Spent, WorkKey
from tests.fakes.cloud import InProcessCloud
from tests.unit.examples import MARKERS, MESSAGE, PERSONAL, claimed
from tests.unit.examples import request as any_request

KEY = WorkKey(request_id="r-1", stage="extract_topic")
WROTE, PUPIL, _ = MARKERS
SPENT = Spent(usage=Usage(), cost_usd=0.0)
TOPIC = {"topic": WROTE}
FINISH = Finish(output=TOPIC, record_fields=TOPIC, status=Status.COMPLETED, message=None, spent=SPENT)


def request(number: int = 1, student_id: str = PUPIL) -> ContentRequest:
    return any_request(**PERSONAL | {"request_id": f"r-{number}", "student_id": student_id})


@pytest.fixture
def cloud() -> InProcessCloud:
    return InProcessCloud()


def kept(cloud: InProcessCloud) -> str:
    """Return all that is in the store, as text."""
    return str(cloud.store._documents)


def begun(cloud: InProcessCloud) -> Claim:
    return claimed(cloud, "extract_topic", request())


def test_nothing_is_left_that_a_student_wrote_likes_or_is_called(cloud: InProcessCloud) -> None:
    begun(cloud)
    cloud.temporary.create(paths.script("r-1"), b"", "application/json")
    cloud.temporary.create(paths.still("r-1", 0), b"", "image/jpeg")
    cloud.generated.create(paths.lesson("r-1", "lesson.mp4"), b"", "video/mp4")
    assert all(marker in kept(cloud) for marker in MARKERS)
    assert erase("r-1", cloud)
    assert [marker for marker in MARKERS if marker in kept(cloud).replace(f"open_requests/{PUPIL}", "")] == []
    assert (cloud.requests.stages("r-1"), cloud.requests.events("r-1"), cloud.requests.metrics("r-1")) == ({}, [], {})
    assert cloud.store.read(f"open_requests/{PUPIL}") == {"requests": {}}
    assert cloud.temporary.paths_under("") == cloud.generated.paths_under("") == []


def test_what_was_never_known_is_said_and_erasing_again_does_what_is_left(cloud: InProcessCloud) -> None:
    assert not erase("r-1", cloud)
    begun(cloud)
    assert erase("r-1", cloud)
    cloud.temporary.create("scripts/r-1.json", b"late", "application/json")
    assert erase("r-1", cloud)
    assert cloud.temporary.paths_under("") == []


def test_erasing_goes_on_where_it_was_interrupted(cloud: InProcessCloud) -> None:
    begun(cloud)
    cloud.temporary.create(paths.script("r-1"), b"", "application/json")
    cloud.requests.erase("r-1")
    recover(cloud)
    assert cloud.temporary.paths_under("") == []
    assert cloud.requests.stages("r-1") == {}


@pytest.mark.parametrize(("end", "with_what"), [("finish", (FINISH,)), ("release", (WROTE, SPENT))])
def test_an_attempt_that_was_running_brings_nothing_back(cloud: InProcessCloud, end: str, with_what: Any) -> None:
    held = begun(cloud)
    erase("r-1", cloud)
    with pytest.raises(LostLease):
        getattr(cloud.ledger, end)(held, *with_what)
    assert WROTE not in kept(cloud)


def test_the_first_message_that_comes_again_begins_nothing_and_is_not_kept(cloud: InProcessCloud) -> None:
    begun(cloud)
    erase("r-1", cloud)
    assert cloud.ledger.claim(KEY, MESSAGE, request()) == AlreadyEnded(status=Status.CANCELLED)
    assert cloud.requests.stages("r-1") == {}
    assert WROTE not in kept(cloud)


def test_what_a_running_attempt_still_stores_is_removed_when_none_can_run_any_more(cloud: InProcessCloud) -> None:
    begun(cloud)
    erase("r-1", cloud)
    recover(cloud)
    cloud.temporary.create("scripts/r-1.json", b"late", "application/json")
    cloud.store.set("content_requests/r-1/request_events/late", {"at": cloud.now})
    cloud.wait(minutes=22)  # two leases
    recover(cloud)
    assert cloud.temporary.paths_under("") == []
    assert cloud.requests.events("r-1") == []
    assert cloud.records.to_clean_up() == []


def test_a_student_is_erased_with_all_requests_and_rejected_messages_and_nobody_else_is(cloud: InProcessCloud) -> None:
    other = f"{PUPIL}1"
    for number, student_id in ((1, PUPIL), (2, PUPIL), (3, other)):
        assert cloud.requests.accept(request(number, student_id), "api", MESSAGE)
    for name, data in (("of-the-student", f'"{PUPIL}"'), ("of-the-request", '"r-2"'), ("of-another", f'"{other}"')):
        cloud.requests.reject(name, "extract_topic", MESSAGE.model_copy(update={"data": data}), "wrong")
    assert sorted(erase_student(PUPIL, cloud)) == ["r-1", "r-2"]
    assert requests_of(PUPIL, cloud) == []
    assert [record.identifier for record in requests_of(other, cloud)] == ["r-3"]
    assert cloud.store.read(f"open_requests/{PUPIL}") is None
    assert [message.identifier for message in cloud.store.children("rejected_messages")] == ["of-another"]
    assert erase_student(PUPIL, cloud) == []


def test_an_undeliverable_message_of_an_erased_request_changes_nothing(cloud: InProcessCloud) -> None:
    begun(cloud)
    erase("r-1", cloud)
    before = kept(cloud)
    dead = {"CloudPubSubDeadLetterSourceSubscription": "extract_topic"}
    fail(IncomingMessage(message_id="m", data=request().model_dump_json(), attributes=dead), cloud)
    assert kept(cloud) == before
