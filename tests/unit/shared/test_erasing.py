import pytest

from functions.recover_stalled.core import recover
from shared.erasing import erase, erase_student, requests_of
from shared.models.message import IncomingMessage
from shared.models.request import ContentRequest
from shared.models.work import AlreadyEnded, Claim, OutgoingMessage, WorkKey
from tests.fakes.cloud import InProcessCloud

MESSAGE = OutgoingMessage(topic="content-generation-requests", data="{}")
KEY = WorkKey(request_id="r-1", stage="extract_topic")
MARKERS = ("Zaphodine", "pupil-1", "vexillology")


def request(number: int = 1, student_id: str = MARKERS[1]) -> ContentRequest:
    return ContentRequest(
        request_id=f"r-{number}",
        student_id=student_id,
        student_query=f"I am {MARKERS[0]}. Explain gravity",
        grade_level="8",
        duration_minutes=3,
        interests=[MARKERS[2]],
    )


@pytest.fixture
def cloud() -> InProcessCloud:
    return InProcessCloud()


def kept(cloud: InProcessCloud) -> str:
    """Return all that is in the store, as text."""
    return str(cloud.store._documents)


def begun(cloud: InProcessCloud) -> Claim:
    claim = cloud.ledger.claim(KEY, MESSAGE.model_copy(update={"data": request().model_dump_json()}), request())
    assert isinstance(claim, Claim)
    return claim


def test_nothing_is_left_that_a_student_wrote_likes_or_is_called(cloud: InProcessCloud) -> None:
    begun(cloud)
    assert all(marker in kept(cloud) for marker in MARKERS)
    assert erase("r-1", cloud)
    assert [marker for marker in MARKERS if marker in kept(cloud).replace("open_requests/pupil-1", "")] == []
    assert (cloud.requests.stages("r-1"), cloud.requests.events("r-1"), cloud.requests.metrics("r-1")) == ({}, [], {})
    assert cloud.store.read("open_requests/pupil-1") == {"requests": {}}


def test_what_was_never_known_is_said_and_erasing_again_does_what_is_left(cloud: InProcessCloud) -> None:
    assert not erase("r-1", cloud)
    begun(cloud)
    assert erase("r-1", cloud)
    cloud.temporary.create("scripts/r-1.json", b"late", "application/json")
    assert erase("r-1", cloud)
    assert cloud.temporary.paths_under("") == []


def test_the_first_message_that_comes_again_begins_nothing_and_is_not_kept(cloud: InProcessCloud) -> None:
    begun(cloud)
    erase("r-1", cloud)
    assert isinstance(cloud.ledger.claim(KEY, MESSAGE, request()), AlreadyEnded)
    assert cloud.requests.stages("r-1") == {}
    assert MARKERS[0] not in kept(cloud)


def test_objects_go_at_once_and_those_that_come_late_later(cloud: InProcessCloud) -> None:
    begun(cloud)
    cloud.generated.create("lessons/r-1/lesson.mp4", b"", "video/mp4")
    erase("r-1", cloud)
    assert cloud.generated.paths_under("") == []
    recover(cloud)  # type: ignore[arg-type]
    cloud.temporary.create("scripts/r-1.json", b"late", "application/json")
    cloud.store.set("content_requests/r-1/request_events/late", {"at": cloud.now})
    cloud.wait(minutes=22)
    recover(cloud)  # type: ignore[arg-type]
    assert cloud.temporary.paths_under("") == []
    assert cloud.requests.events("r-1") == []
    assert cloud.records.to_clean_up() == []


def test_a_student_is_erased_with_all_requests_and_rejected_messages_and_nobody_else_is(cloud: InProcessCloud) -> None:
    for number, student_id in ((1, "pupil-1"), (2, "pupil-1"), (3, "pupil-11")):
        assert cloud.requests.accept(request(number, student_id), "api", MESSAGE)
    for name, data in (("of-the-student", '"pupil-1"'), ("of-the-request", '"r-2"'), ("of-another", '"pupil-11"')):
        cloud.requests.reject(name, "extract_topic", MESSAGE.model_copy(update={"data": data}), "wrong")
    assert sorted(erase_student("pupil-1", cloud)) == ["r-1", "r-2"]
    assert requests_of("pupil-1", cloud) == []
    assert [record.identifier for record in requests_of("pupil-11", cloud)] == ["r-3"]
    assert cloud.store.read("open_requests/pupil-1") is None
    assert [message.identifier for message in cloud.store.children("rejected_messages")] == ["of-another"]
    assert erase_student("pupil-1", cloud) == []


def test_an_id_that_was_erased_is_not_given_away(cloud: InProcessCloud) -> None:
    begun(cloud)
    erase("r-1", cloud)
    with pytest.raises(Exception, match="was erased"):
        cloud.requests.accept(request(), "api", MESSAGE)


def test_an_undeliverable_message_of_an_erased_request_changes_nothing(cloud: InProcessCloud) -> None:
    from functions.fail_undeliverable.core import fail

    begun(cloud)
    erase("r-1", cloud)
    before = kept(cloud)
    dead = {"CloudPubSubDeadLetterSourceSubscription": "extract_topic"}
    fail(IncomingMessage(message_id="m", data=request().model_dump_json(), attributes=dead), cloud)  # type: ignore[arg-type]
    assert kept(cloud) == before
