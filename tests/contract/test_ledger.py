"""The ledger over the real Firestore emulator, and over the store in this process that other tests use."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest

from shared.cloud import Cloud
from shared.cost import Usage
from shared.errors import Busy, LostLease, Rejected
from shared.ledger import Ledger
from shared.models.request import ContentRequest, RequestError, Status
from shared.models.work import AlreadyDone, AlreadyEnded, Claim, Finish, OutgoingMessage, Spent, WorkKey
from shared.requests import Requests

MESSAGE = OutgoingMessage(topic="script-written", data="{}")
NEXT = OutgoingMessage(topic="scenes-rendered", data="{}")


@pytest.fixture
def ledger(cloud: Cloud) -> Ledger:
    return cloud.ledger


@pytest.fixture
def requests(cloud: Cloud) -> Requests:
    return cloud.requests


@pytest.fixture
def request_() -> ContentRequest:
    return ContentRequest(
        request_id=f"r-{uuid4().hex[:12]}",
        student_id=f"s-{uuid4().hex[:12]}",
        student_query="Explain gravity",
        grade_level="8",
        duration_minutes=3,
    )


def key(request: ContentRequest, stage: str = "extract_topic", scene: int | None = None) -> WorkKey:
    return WorkKey(request_id=request.request_id, stage=stage, scene=scene)


def finish(message: OutgoingMessage | None = NEXT, **record_fields: object) -> Finish:
    return Finish(
        output={"found": 1},
        record_fields=record_fields,
        status=Status.GENERATING,
        message=message,
        spent=Spent(usage=Usage(seconds=1.5), cost_usd=0.01),
    )


def claimed(ledger: Ledger, key: WorkKey, request: ContentRequest | None = None) -> Claim:
    claim = ledger.claim(key, MESSAGE, request)
    assert isinstance(claim, Claim)
    return claim


def test_of_many_identical_submissions_one_creates_the_record(
    ledger: Ledger, requests: Requests, request_: ContentRequest
) -> None:
    with ThreadPoolExecutor(32) as threads:
        created = list(threads.map(lambda _: requests.accept(request_, "api", MESSAGE), range(32)))
    assert created.count(True) == 1
    assert [event["kind"] for event in requests.events(request_.request_id)] == ["accepted"]


def test_another_question_cannot_take_the_same_id(ledger: Ledger, requests: Requests, request_: ContentRequest) -> None:
    requests.accept(request_, "api", MESSAGE)
    with pytest.raises(Rejected, match="is taken"):
        requests.accept(request_.model_copy(update={"grade_level": "7"}), "api", MESSAGE)


def test_a_complete_message_creates_the_record_that_is_not_there(
    ledger: Ledger, requests: Requests, request_: ContentRequest
) -> None:
    claimed(ledger, key(request_), request_)
    record = requests.read(request_.request_id)
    assert record is not None
    assert record.fields["origin"] == "pubsub"
    assert record.status is Status.GENERATING
    assert record.fields["current_stage"] == "Understanding the question"


def test_a_message_for_an_unknown_request_is_rejected(
    ledger: Ledger, requests: Requests, request_: ContentRequest
) -> None:
    with pytest.raises(Rejected, match="no request has the id"):
        ledger.claim(key(request_), MESSAGE, None)
    assert requests.read(request_.request_id) is None


def test_of_many_claims_at_once_one_gets_the_work(ledger: Ledger, requests: Requests, request_: ContentRequest) -> None:
    requests.accept(request_, "api", MESSAGE)

    def attempt(_: int) -> str:
        try:
            return type(ledger.claim(key(request_), MESSAGE, None)).__name__
        except Busy:
            return "Busy"

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(attempt, range(6)))
    assert sorted(answers) == ["Busy"] * 5 + ["Claim"]


def test_finished_work_is_not_done_again_and_gives_its_unsent_messages(
    ledger: Ledger, requests: Requests, request_: ContentRequest
) -> None:
    claim = claimed(ledger, key(request_), request_)
    assert ledger.finish(claim, finish(topic="gravity")) == [NEXT]
    assert ledger.claim(key(request_), MESSAGE, None) == AlreadyDone(unsent=[NEXT])
    ledger.mark_sent(key(request_))
    assert ledger.claim(key(request_), MESSAGE, None) == AlreadyDone(unsent=[])
    record = requests.read(request_.request_id)
    assert record is not None
    assert record.fields["topic"] == "gravity"
    assert record.fields["cost_usd"] == 0.01


def test_what_a_work_took_is_recorded_with_its_end(
    ledger: Ledger, requests: Requests, request_: ContentRequest
) -> None:
    published_at = ledger._clock() - timedelta(seconds=5)
    first = ledger.claim(key(request_), MESSAGE, request_, published_at)
    assert isinstance(first, Claim)
    assert first.queue_seconds == pytest.approx(5, abs=1)
    ledger.release(first, "boom", Spent(usage=Usage(input_tokens=7), cost_usd=0.02))
    assert requests.metrics(request_.request_id)["extract_topic"]["outcome"] == "interrupted"
    second = claimed(ledger, key(request_), request_)
    assert second.queue_seconds is None
    ledger.finish(second, finish())
    [(name, found)] = requests.metrics(request_.request_id).items()
    assert (name, found["outcome"], found["attempts"], found["failures"]) == ("extract_topic", "finished", 2, 1)
    assert found["queue_seconds"] == first.queue_seconds
    assert (found["usage"]["input_tokens"], found["usage"]["seconds"]) == (7, 1.5)
    assert found["cost_usd"] == pytest.approx(0.03)


def test_work_that_was_given_back_can_be_claimed_at_once_with_a_higher_fence(
    ledger: Ledger, requests: Requests, request_: ContentRequest
) -> None:
    first = claimed(ledger, key(request_), request_)
    ledger.release(first, "boom", Spent(usage=Usage(), cost_usd=0.02))
    second = claimed(ledger, key(request_), request_)
    assert (first.fence, second.fence) == (1, 2)
    with pytest.raises(LostLease):
        ledger.finish(first, finish())
    ledger.finish(second, finish())
    stage = requests.stages(request_.request_id)["extract_topic"]
    assert stage["cost_usd"] == pytest.approx(0.03)
    assert [event["kind"] for event in requests.events(request_.request_id)] == [
        "accepted",
        "started",
        "interrupted",
        "started",
        "finished",
    ]


def test_a_refused_request_has_ended_for_every_stage(
    ledger: Ledger, requests: Requests, request_: ContentRequest
) -> None:
    error = RequestError(code="not_a_lesson", message="Ask about school.", stage="extract_topic")
    ledger.refuse(claimed(ledger, key(request_), request_), error, Spent(usage=Usage(), cost_usd=0.001))
    record = requests.read(request_.request_id)
    assert record is not None
    assert record.status is Status.FAILED
    assert record.fields["error"] == error.model_dump()
    assert ledger.claim(key(request_, "retrieve_content"), MESSAGE, None) == AlreadyEnded(status=Status.FAILED)
    assert not requests.fail(request_.request_id, error)


def test_the_last_scene_of_any_order_joins_once(ledger: Ledger, requests: Requests, request_: ContentRequest) -> None:
    ledger.finish(claimed(ledger, key(request_), request_), finish(None, scene_count=4))
    claims = [claimed(ledger, key(request_, "render_scene", scene)) for scene in (2, 0, 3, 1)]
    with ThreadPoolExecutor(4) as threads:
        sent = list(threads.map(lambda claim: ledger.finish(claim, finish()), claims))
    assert sorted(map(len, sent)) == [0, 0, 0, 1]
    record = requests.read(request_.request_id)
    assert record is not None
    assert record.fields["current_stage"] == "Rendering scenes (4 of 4)"
    assert record.fields["cost_usd"] == pytest.approx(0.05)


def test_a_message_that_nobody_can_work_on_is_kept(cloud: Cloud, requests: Requests) -> None:
    message_id = f"m-{uuid4().hex}"
    requests.reject(message_id, "extract_topic", OutgoingMessage(topic="t", data="no json"), "not JSON")
    kept = cloud.store.read(f"rejected_messages/{message_id}")
    assert kept is not None
    assert kept["reason"] == "not JSON"
    assert kept["data"] == "no json"
    assert kept["expires_at"] > kept["rejected_at"]
