"""The stage contract, with a ledger and a publisher that only remember what they were told."""

import json
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from shared.errors import Busy, LostLease, Postponed, Refused, Rejected
from shared.meter import Meter
from shared.models.message import IncomingMessage
from shared.models.request import ContentRecord, RequestError, Status
from shared.models.work import (
    AlreadyDone,
    AlreadyEnded,
    Claim,
    Finish,
    OutgoingMessage,
    StageInput,
    StageOutput,
    WorkKey,
)
from shared.results import Results
from shared.stage import Stage, run
from shared.topology import load
from tests.fakes.bucket import InProcessBucket
from tests.fakes.cloud import NOW, settings

MESSAGE = IncomingMessage(message_id="m-1", data='{"request_id": "r-1"}')
RECORD = ContentRecord.model_construct(request=None, status=Status.PENDING, deadline_at=None, fields={})
KEY = WorkKey(request_id="r-1", stage="retrieve_content")
CLAIM = Claim.model_construct(key=KEY, attempt=1, fence=1, record=RECORD)


class Ledger:
    """Answer every claim with one answer, and remember every call with what it was given."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.request_has_ended = False
        self.calls: list[tuple[Any, ...]] = []

    def claim(self, *given: Any) -> Any:
        self.calls.append(("claim", *given))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def finish(self, claim: Claim, finish: Finish) -> list[OutgoingMessage] | None:
        self.calls.append(("finish", claim, finish))
        if self.request_has_ended:
            return None
        return [finish.message] if finish.message else []

    def refuse(self, claim: Claim, error: RequestError, *given: Any) -> bool:
        self.calls.append(("refuse", claim, error, *given))
        return error.code == "script_below_standard"

    def follow(self, claim: Claim, lesson_key: str, *given: Any) -> bool:
        self.calls.append(("follow", claim, lesson_key, *given))
        return lesson_key == "being-made"

    def __getattr__(self, name: str) -> Any:
        return lambda *given: self.calls.append((name, *given))

    @property
    def names(self) -> list[str]:
        return [name for name, *_ in self.calls]

    def given(self, name: str) -> tuple[Any, ...]:
        """Return what the only call of a name was given."""
        [found] = [call[1:] for call in self.calls if call[0] == name]
        return found


class Cloud:
    """Hold a ledger, and a publisher that writes into the ledger's list of calls."""

    def __init__(self, answer: Any = CLAIM) -> None:
        self.settings = settings()
        self.meter = Meter()
        self.ledger = self.requests = Ledger(answer)
        self.records = self.publisher = self
        self.is_down = False

    def begin(self, claim: Claim) -> None:
        self.results = Results(InProcessBucket(), self.meter, claim.fence)

    def now(self) -> datetime:
        return NOW

    def publish(self, messages: list[OutgoingMessage]) -> None:
        if self.is_down:
            raise ConnectionError("Pub/Sub is away")
        self.ledger.calls.append(("publish", messages))


class Found(StageOutput):
    sources: int

    def for_record(self) -> dict[str, Any]:
        return {"sources": self.sources}


def find(work: StageInput, record: ContentRecord, cloud: Cloud) -> Found:
    cloud.meter.add(embedded_characters=1_000_000)
    return Found(sources=3)


def stage(function: Any = find) -> Stage:
    return Stage("retrieve_content", StageInput, function)


def raising(error: Exception) -> Stage:
    def fail(work: StageInput, record: ContentRecord, cloud: Cloud) -> Found:
        raise error

    return stage(fail)


def after(work: Stage, message: IncomingMessage = MESSAGE, answer: Any = CLAIM) -> Ledger:
    """Return the ledger as a delivery has left it."""
    cloud = Cloud(answer)
    run(work, message, cloud)
    return cloud.ledger


def test_work_is_claimed_then_recorded_then_published_then_marked() -> None:
    ledger = after(stage())
    assert ledger.names == ["claim", "finish", "publish", "mark_sent"]
    assert ledger.given("claim")[0] == ledger.given("mark_sent")[0] == KEY


def test_one_commit_holds_the_output_the_next_message_and_the_cost() -> None:
    claim, finish = after(stage()).given("finish")
    assert claim is CLAIM
    assert finish.output == finish.record_fields == {"sources": 3}
    assert finish.message.topic == load().functions["retrieve_content"].emits
    assert json.loads(finish.message.data) == {"request_id": "r-1"}
    assert finish.spent.usage.embedded_characters == 1_000_000
    assert finish.spent.cost_usd == pytest.approx(0.025, abs=0.001)


NO_LONGER = "the lesson that it was to wait for is no longer being made"
UNSENT = OutgoingMessage(topic="content-retrieved", data="{}")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (AlreadyDone(unsent=[UNSENT]), [("publish", [UNSENT]), ("mark_sent", KEY)]),
        (AlreadyDone(unsent=[]), []),
        (AlreadyEnded(status=Status.CANCELLED), []),
    ],
)
def test_work_that_is_done_or_ended_is_not_done_again_and_what_was_not_sent_is(answer: Any, told: list[Any]) -> None:
    assert after(stage(), answer=answer).calls[1:] == told


def test_work_that_somebody_holds_is_delivered_again() -> None:
    cloud = Cloud(Busy("held"))
    with pytest.raises(Busy):
        run(stage(), MESSAGE, cloud)
    assert cloud.ledger.names == ["claim"]


def test_a_message_that_nobody_knows_is_kept_and_acknowledged() -> None:
    ledger = after(stage(), answer=Rejected("no request has this id"))
    assert ledger.names == ["claim", "reject"]
    assert ledger.given("reject")[-1] == "no request has this id"


def test_a_message_that_cannot_be_read_is_kept_as_it_came_and_claims_nothing() -> None:
    ledger = after(stage(), MESSAGE.model_copy(update={"data": "no json", "attributes": {"a": "b"}}))
    assert ledger.names == ["reject"]
    message_id, function, message, _ = ledger.given("reject")
    assert (message_id, function) == ("m-1", "retrieve_content")
    assert message == OutgoingMessage(topic="topic-extracted", data="no json", attributes={"a": "b"})


def test_a_message_is_worked_on_up_to_its_greatest_age_and_kept_when_it_is_older() -> None:
    age = timedelta(minutes=settings().maximum_message_age_minutes)
    assert after(stage(), MESSAGE.model_copy(update={"published_at": NOW - age})).names[0] == "claim"
    older = after(stage(), MESSAGE.model_copy(update={"published_at": NOW - age - timedelta(minutes=1)}))
    assert older.names == ["reject"]
    assert "2:00:00 old at most" in older.given("reject")[-1]


def test_a_refusal_ends_the_request_and_is_acknowledged() -> None:
    ledger = after(raising(Refused("no_source_material", "Nothing found.")))
    error = RequestError(code="no_source_material", message="Nothing found.", stage="retrieve_content")
    assert ledger.names == ["claim", "refuse"]
    assert ledger.given("refuse")[:2] == (CLAIM, error)


def test_work_that_waits_for_a_lesson_is_acknowledged() -> None:
    assert after(raising(Postponed("being-made"))).names == ["claim", "follow"]


@pytest.mark.parametrize(
    ("error", "raised", "told"),
    [
        (Postponed("made"), Busy, [("follow", "made"), ("release", NO_LONGER)]),
        (ConnectionError("away"), ConnectionError, [("release", "ConnectionError: away")]),
        (LostLease("taken over"), LostLease, []),
    ],
    ids=["its lesson came or failed meanwhile", "any other error", "another attempt holds it: nothing may be written"],
)
def test_work_that_was_not_done_is_given_back_for_another_delivery(
    error: Exception, raised: type[Exception], told: list[tuple[str, str]]
) -> None:
    cloud = Cloud()
    with pytest.raises(raised, match=NO_LONGER if raised is Busy else str(error)):
        run(raising(error), MESSAGE, cloud)
    assert [(name, claim, said) for name, claim, said, _ in cloud.ledger.calls[1:]] == [
        (name, CLAIM, said) for name, said in told
    ]


class Reused(StageOutput):
    event = "reused"
    wakes_followers = True

    def next_topic(self, usual: str | None) -> None:
        """Tell nobody."""


@pytest.mark.parametrize(("key", "woken"), [("a-key", [("publish", [UNSENT])]), ("another", []), (None, [])])
def test_the_end_of_a_lesson_wakes_those_who_wait_for_it(key: str | None, woken: list[Any]) -> None:
    record = RECORD.model_copy(update={"fields": {"reuse_key": key}})
    cloud = Cloud(CLAIM.model_copy(update={"record": record}))
    cloud.reuse = SimpleNamespace(followers={"a-key": [UNSENT], "another": []}.__getitem__)
    run(stage(lambda work, record, cloud: Reused()), MESSAGE, cloud)
    assert cloud.ledger.given("finish")[1].event == "reused"
    assert cloud.ledger.calls[2:] == woken


def test_work_that_ends_after_its_request_tells_nobody() -> None:
    cloud = Cloud(CLAIM.model_copy(update={"record": RECORD.model_copy(update={"fields": {"reuse_key": "a-key"}})}))
    cloud.ledger.request_has_ended = True
    run(stage(lambda work, record, cloud: Reused()), MESSAGE, cloud)
    assert cloud.ledger.names == ["claim", "finish"]


@pytest.mark.parametrize(("code", "woken"), [("script_below_standard", [("publish", [UNSENT])]), ("other", [])])
def test_those_who_wait_for_a_lesson_that_is_refused_are_woken(code: str, woken: list[Any]) -> None:
    cloud = Cloud(CLAIM.model_copy(update={"record": RECORD.model_copy(update={"fields": {"reuse_key": "a-key"}})}))
    cloud.reuse = SimpleNamespace(followers={"a-key": [UNSENT]}.__getitem__)
    run(raising(Refused(code, "No.")), MESSAGE, cloud)
    assert cloud.ledger.names[:2] == ["claim", "refuse"]
    assert cloud.ledger.calls[2:] == woken


def test_messages_that_could_not_be_published_are_not_marked_as_sent() -> None:
    cloud = Cloud()
    cloud.is_down = True
    with pytest.raises(ConnectionError):
        run(stage(), MESSAGE, cloud)
    assert cloud.ledger.names == ["claim", "finish"]
