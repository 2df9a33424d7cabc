"""The stage contract, with a ledger and a publisher that only remember what they were told."""

import json
from datetime import UTC, datetime, timedelta
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
    Spent,
    StageInput,
    StageOutput,
    WorkKey,
)
from shared.results import Results
from shared.settings import Settings
from shared.stage import Stage, run
from shared.topology import load
from tests.fakes.bucket import InProcessBucket

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MESSAGE = IncomingMessage(message_id="m-1", data='{"request_id": "r-1"}')
RECORD = ContentRecord.model_construct(request=None, status=Status.PENDING, deadline_at=None, fields={})
KEY = WorkKey(request_id="r-1", stage="retrieve_content")
CLAIM = Claim.model_construct(key=KEY, attempt=1, fence=1, record=RECORD)


class Ledger:
    """Answer every claim with one answer, and remember every call."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.calls: list[tuple[str, Any]] = []

    def claim(self, key: WorkKey, message: OutgoingMessage, first: Any, published_at: datetime | None = None) -> Any:
        self.calls.append(("claim", key))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def finish(self, claim: Claim, finish: Finish) -> list[OutgoingMessage]:
        self.calls.append(("finish", finish))
        return [finish.message] if finish.message else []

    def release(self, claim: Claim, error: str, spent: Spent) -> None:
        self.calls.append(("release", error))

    def refuse(self, claim: Claim, error: RequestError, spent: Spent) -> None:
        self.calls.append(("refuse", error))

    def follow(self, claim: Claim, lesson_key: str, spent: Spent) -> bool:
        self.calls.append(("follow", lesson_key))
        return lesson_key == "being-made"

    def mark_sent(self, key: WorkKey) -> None:
        self.calls.append(("mark_sent", key))

    def reject(self, message_id: str, function: str, message: OutgoingMessage, reason: str) -> None:
        self.calls.append(("reject", reason))

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.calls]


class Cloud:
    """Hold a ledger, and a publisher that writes into the ledger's list of calls."""

    def __init__(self, answer: Any = CLAIM) -> None:
        topology = load()
        environment = topology.environment_of("p", "r")
        self.settings = Settings.model_validate({name.lower(): value for name, value in environment.items()})
        self.meter = Meter()
        self.ledger = Ledger(answer)
        self.requests = self.ledger
        self.records = self
        self.publisher = self
        self.is_down = False

    def begin(self, claim: Claim) -> None:
        self.results = Results(InProcessBucket(), self.meter, claim.fence)  # type: ignore[arg-type]

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


def test_work_is_claimed_then_recorded_then_published_then_marked() -> None:
    cloud = Cloud()
    run(stage(), MESSAGE, cloud)
    assert cloud.ledger.names == ["claim", "finish", "publish", "mark_sent"]


def test_one_commit_holds_the_output_the_next_message_and_the_cost() -> None:
    cloud = Cloud()
    run(stage(), MESSAGE, cloud)
    finish = cloud.ledger.calls[1][1]
    assert finish.output == {"sources": 3}
    assert finish.record_fields == {"sources": 3}
    assert finish.message.topic == load().functions["retrieve_content"].emits
    assert json.loads(finish.message.data) == {"request_id": "r-1"}
    assert finish.spent.usage.embedded_characters == 1_000_000
    assert finish.spent.cost_usd == pytest.approx(0.025, abs=0.001)


def test_work_that_waits_for_a_lesson_is_acknowledged() -> None:
    cloud = Cloud()
    run(raising(Postponed("being-made")), MESSAGE, cloud)
    assert cloud.ledger.names == ["claim", "follow"]


def test_work_whose_lesson_came_or_failed_meanwhile_is_given_back_for_another_delivery() -> None:
    cloud = Cloud()
    with pytest.raises(Busy, match="no longer being made"):
        run(raising(Postponed("made")), MESSAGE, cloud)
    assert cloud.ledger.names == ["claim", "follow", "release"]


def test_a_redelivery_of_finished_work_publishes_what_was_not_sent_and_does_nothing_else() -> None:
    message = OutgoingMessage(topic="content-retrieved", data="{}")
    cloud = Cloud(AlreadyDone(unsent=[message]))
    run(stage(), MESSAGE, cloud)
    assert cloud.ledger.calls[1:] == [("publish", [message]), ("mark_sent", KEY)]


def test_a_redelivery_of_sent_work_does_nothing() -> None:
    cloud = Cloud(AlreadyDone(unsent=[]))
    run(stage(), MESSAGE, cloud)
    assert cloud.ledger.names == ["claim"]


def test_a_request_that_has_ended_is_left_alone() -> None:
    cloud = Cloud(AlreadyEnded(status=Status.CANCELLED))
    run(stage(), MESSAGE, cloud)
    assert cloud.ledger.names == ["claim"]


def test_work_that_somebody_holds_is_delivered_again() -> None:
    cloud = Cloud(Busy("held"))
    with pytest.raises(Busy):
        run(stage(), MESSAGE, cloud)
    assert cloud.ledger.names == ["claim"]


def test_a_message_that_nobody_knows_is_kept_and_acknowledged() -> None:
    cloud = Cloud(Rejected("no request has this id"))
    run(stage(), MESSAGE, cloud)
    assert cloud.ledger.calls[1:] == [("reject", "no request has this id")]


def test_a_message_that_cannot_be_read_is_kept_and_claims_nothing() -> None:
    cloud = Cloud()
    run(stage(), IncomingMessage(message_id="m-2", data="no json"), cloud)
    assert cloud.ledger.names == ["reject"]


def test_a_refusal_ends_the_request_and_is_acknowledged() -> None:
    cloud = Cloud()
    run(raising(Refused("no_source_material", "Nothing found.")), MESSAGE, cloud)
    error = RequestError(code="no_source_material", message="Nothing found.", stage="retrieve_content")
    assert cloud.ledger.calls[1:] == [("refuse", error)]


def test_any_other_error_gives_the_work_back_and_asks_for_another_delivery() -> None:
    cloud = Cloud()
    with pytest.raises(ConnectionError):
        run(raising(ConnectionError("away")), MESSAGE, cloud)
    assert cloud.ledger.calls[1:] == [("release", "ConnectionError: away")]


def test_an_attempt_that_lost_its_lease_writes_nothing() -> None:
    cloud = Cloud()
    with pytest.raises(LostLease):
        run(raising(LostLease("taken over")), MESSAGE, cloud)
    assert cloud.ledger.names == ["claim"]


def test_messages_that_could_not_be_published_are_not_marked_as_sent() -> None:
    cloud = Cloud()
    cloud.is_down = True
    with pytest.raises(ConnectionError):
        run(stage(), MESSAGE, cloud)
    assert cloud.ledger.names == ["claim", "finish"]


def test_a_message_that_is_too_old_is_kept_and_claims_nothing() -> None:
    cloud = Cloud()
    age = timedelta(minutes=cloud.settings.maximum_message_age_minutes + 1)
    run(stage(), MESSAGE.model_copy(update={"published_at": NOW - age}), cloud)
    [(name, reason)] = cloud.ledger.calls
    assert name == "reject"
    assert "2:00:00 old at most" in reason


class Completed(StageOutput):
    status_after = Status.COMPLETED


def test_logs_tell_what_work_cost_and_how_long_a_student_waited(capsys: pytest.CaptureFixture[str]) -> None:
    fields = {"created_at": NOW - timedelta(seconds=42)}
    record = ContentRecord.model_construct(request=None, status=Status.PENDING, deadline_at=None, fields=fields)

    def complete(work: StageInput, record: ContentRecord, cloud: Cloud) -> Completed:
        cloud.meter.add(embedded_characters=1_000_000)
        return Completed()

    run(stage(complete), MESSAGE, Cloud(CLAIM.model_copy(update={"record": record})))
    lines = {line["message"]: line for line in map(json.loads, capsys.readouterr().out.splitlines())}
    assert lines["finished"]["cost_usd"] == pytest.approx(0.025, abs=0.001)
    assert lines["completed"]["request_seconds"] == 42
