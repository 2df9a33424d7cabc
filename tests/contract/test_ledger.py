"""The ledger over the real Firestore emulator, and over the store in this process that other tests use."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest

from shared.cloud import Cloud
from shared.cost import Usage
from shared.documents import too_late
from shared.errors import Busy, LostLease, Rejected
from shared.models.request import ContentRecord, ContentRequest, RequestError, Status
from shared.models.work import AlreadyDone, AlreadyEnded, Claim, Finish, OutgoingMessage, Spent, WorkKey
from shared.redriving import redrive
from tests.fakes.asking import request

MESSAGE = OutgoingMessage(topic="script-written", data="{}")
NEXT = OutgoingMessage(topic="scenes-rendered", data="{}")


@pytest.fixture
def asked() -> ContentRequest:
    return request()


def key(asked: ContentRequest, stage: str = "extract_topic", scene: int | None = None) -> WorkKey:
    return WorkKey(request_id=asked.request_id, stage=stage, scene=scene)


def finish(message: OutgoingMessage | None = NEXT, **record_fields: object) -> Finish:
    return Finish(
        output={"found": 1},
        record_fields=record_fields,
        status=Status.GENERATING,
        message=message,
        spent=Spent(usage=Usage(seconds=1.5), cost_usd=0.01),
    )


def claimed(cloud: Cloud, key: WorkKey, first: ContentRequest | None = None) -> Claim:
    claim = cloud.ledger.claim(key, MESSAGE, first)
    assert isinstance(claim, Claim)
    return claim


def record_of(cloud: Cloud, asked: ContentRequest) -> ContentRecord:
    record = cloud.requests.read(asked.request_id)
    assert record
    return record


def test_of_many_identical_submissions_one_creates_the_record(cloud: Cloud, asked: ContentRequest) -> None:
    with ThreadPoolExecutor(32) as threads:
        created = list(threads.map(lambda _: cloud.requests.accept(asked, "api", MESSAGE), range(32)))
    assert created.count(True) == 1
    assert [event["kind"] for event in cloud.requests.events(asked.request_id)] == ["accepted"]


def test_another_question_cannot_take_the_same_id(cloud: Cloud, asked: ContentRequest) -> None:
    cloud.requests.accept(asked, "api", MESSAGE)
    with pytest.raises(Rejected, match="is taken"):
        cloud.requests.accept(asked.model_copy(update={"grade_level": "7"}), "api", MESSAGE)


def test_a_complete_message_creates_the_record_that_is_not_there(cloud: Cloud, asked: ContentRequest) -> None:
    claimed(cloud, key(asked), asked)
    record = record_of(cloud, asked)
    assert record.fields["origin"] == "pubsub"
    assert record.status is Status.GENERATING
    assert record.fields["current_stage"] == "Understanding the question"


def test_a_message_for_an_unknown_request_is_rejected(cloud: Cloud, asked: ContentRequest) -> None:
    with pytest.raises(Rejected, match="no request has the id"):
        cloud.ledger.claim(key(asked), MESSAGE, None)
    assert cloud.requests.read(asked.request_id) is None


def test_of_many_claims_at_once_one_gets_the_work(cloud: Cloud, asked: ContentRequest) -> None:
    cloud.requests.accept(asked, "api", MESSAGE)

    def attempt(_: int) -> str:
        try:
            return type(cloud.ledger.claim(key(asked), MESSAGE, None)).__name__
        except Busy:
            return "Busy"

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(attempt, range(6)))
    assert sorted(answers) == ["Busy"] * 5 + ["Claim"]


def test_finished_work_is_not_done_again_and_gives_its_unsent_messages(cloud: Cloud, asked: ContentRequest) -> None:
    claim = claimed(cloud, key(asked), asked)
    assert cloud.ledger.finish(claim, finish(topic="gravity")) == [NEXT]
    assert cloud.ledger.claim(key(asked), MESSAGE, None) == AlreadyDone(unsent=[NEXT])
    cloud.ledger.mark_sent(key(asked))
    assert cloud.ledger.claim(key(asked), MESSAGE, None) == AlreadyDone(unsent=[])
    record = record_of(cloud, asked)
    assert record.fields["topic"] == "gravity"
    assert record.fields["cost_usd"] == 0.01


def test_what_a_work_took_is_recorded_with_its_end(cloud: Cloud, asked: ContentRequest) -> None:
    published_at = cloud.ledger._clock() - timedelta(seconds=5)
    first = cloud.ledger.claim(key(asked), MESSAGE, asked, published_at)
    assert isinstance(first, Claim)
    assert first.queue_seconds is not None
    assert 5 <= first.queue_seconds < 60
    cloud.ledger.release(first, "boom", Spent(usage=Usage(input_tokens=7), cost_usd=0.02))
    assert cloud.requests.metrics(asked.request_id)["extract_topic"]["outcome"] == "interrupted"
    second = claimed(cloud, key(asked), asked)
    assert second.queue_seconds is None
    cloud.ledger.finish(second, finish())
    [(name, found)] = cloud.requests.metrics(asked.request_id).items()
    assert (name, found["outcome"], found["attempts"], found["failures"]) == ("extract_topic", "finished", 2, 1)
    assert found["queue_seconds"] == first.queue_seconds
    assert (found["usage"]["input_tokens"], found["usage"]["seconds"]) == (7, 1.5)
    assert found["cost_usd"] == pytest.approx(0.03)


def test_work_that_was_given_back_can_be_claimed_at_once_with_a_higher_fence(
    cloud: Cloud, asked: ContentRequest
) -> None:
    first = claimed(cloud, key(asked), asked)
    cloud.ledger.release(first, "boom", Spent(usage=Usage(), cost_usd=0.02))
    second = claimed(cloud, key(asked), asked)
    assert (first.fence, second.fence) == (1, 2)
    with pytest.raises(LostLease):
        cloud.ledger.finish(first, finish())
    cloud.ledger.finish(second, finish())
    stage = cloud.requests.stages(asked.request_id)["extract_topic"]
    assert stage["cost_usd"] == pytest.approx(0.03)
    assert [event["kind"] for event in cloud.requests.events(asked.request_id)] == [
        "accepted",
        "started",
        "interrupted",
        "started",
        "finished",
    ]


def test_a_refused_request_has_ended_for_every_stage(cloud: Cloud, asked: ContentRequest) -> None:
    error = RequestError(code="not_a_lesson", message="Ask about school.", stage="extract_topic")
    cloud.ledger.refuse(claimed(cloud, key(asked), asked), error, Spent(usage=Usage(), cost_usd=0.001))
    record = record_of(cloud, asked)
    assert record.status is Status.FAILED
    assert record.fields["error"] == error.model_dump()
    assert cloud.ledger.claim(key(asked, "retrieve_content"), MESSAGE, None) == AlreadyEnded(status=Status.FAILED)
    assert not cloud.requests.fail(asked.request_id, error)


def test_what_comes_after_the_end_of_its_request_is_done_again_once_it_is_started_again(
    cloud: Cloud, asked: ContentRequest
) -> None:
    late = claimed(cloud, key(asked), asked)
    assert cloud.requests.fail(asked.request_id, too_late("extract_topic"))
    assert cloud.ledger.finish(late, finish(topic="gravity")) is None
    record = record_of(cloud, asked)
    assert (record.status, record.fields["cost_usd"]) == (Status.FAILED, 0.01)
    assert "topic" not in record.fields
    assert redrive(asked.request_id, cloud) == [MESSAGE.topic]
    assert claimed(cloud, key(asked)).fence == 2


def test_the_last_scene_of_any_order_joins_once(cloud: Cloud, asked: ContentRequest) -> None:
    cloud.ledger.finish(claimed(cloud, key(asked), asked), finish(None, scene_count=4))
    claims = [claimed(cloud, key(asked, "render_scene", scene)) for scene in (2, 0, 3, 1)]
    with ThreadPoolExecutor(4) as threads:
        sent = list(threads.map(lambda claim: cloud.ledger.finish(claim, finish()), claims))
    assert sorted(map(len, sent)) == [0, 0, 0, 1]
    record = record_of(cloud, asked)
    assert record.fields["current_stage"] == "Rendering scenes (4 of 4)"
    assert record.fields["cost_usd"] == pytest.approx(0.05)


def test_a_message_that_nobody_can_work_on_is_kept(cloud: Cloud) -> None:
    message_id = f"m-{uuid4().hex}"
    cloud.requests.reject(message_id, "extract_topic", OutgoingMessage(topic="t", data="no json"), "not JSON")
    kept = cloud.store.read(f"rejected_messages/{message_id}")
    assert kept is not None
    assert kept["reason"] == "not JSON"
    assert kept["data"] == "no json"
    assert kept["expires_at"] > kept["rejected_at"]
