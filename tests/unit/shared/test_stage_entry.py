"""A stage as functions-framework calls it, and what it tells the ledger."""

import base64
import json
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Any

import pytest
from cloudevents.http import CloudEvent

from shared import stage as contract
from shared.cloud import Cloud as RealCloud
from shared.errors import Refused
from shared.models.message import IncomingMessage
from shared.models.request import ContentRecord, ContentRequest, RequestError
from shared.models.work import Claim, Finish, OutgoingMessage, Spent, StageInput, StageOutput, WorkKey
from shared.settings import Settings
from shared.stage import DECLARED, Stage, run
from tests.unit.shared.test_stage import CLAIM, MESSAGE, NOW, Cloud, Found, Ledger, find, stage


def logged(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [{name: value for name, value in line.items() if name not in ("time", "seconds")} for line in lines]


KEPT: list[str] = []
"""The functions that were told to keep malformed deliveries."""


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> Cloud:
    """Declare a stage, and hand out one cloud to it."""
    cloud = Cloud()
    monkeypatch.setattr(contract, "DECLARED", dict(DECLARED))
    monkeypatch.setattr(contract, "keep_malformed_deliveries", KEPT.append)
    monkeypatch.setattr(contract, "connect", lambda name: cloud if name == "retrieve_content" else None)
    return cloud


def test_an_entry_reads_its_event_and_does_its_work(declared: Cloud) -> None:
    @contract.stage("retrieve_content")
    def retrieve(work: StageInput, record: ContentRecord, cloud: RealCloud) -> StageOutput:
        """Find what answers."""
        assert cloud is declared  # type: ignore[comparison-overlap]
        assert work == StageInput(request_id="r-1")
        return Found(sources=7)

    data = base64.b64encode(json.dumps({"request_id": "r-1"}).encode()).decode()
    attributes = {"type": "google.cloud.pubsub.topic.v1.messagePublished", "source": "//pubsub"}
    retrieve(CloudEvent(attributes, {"message": {"data": data, "messageId": "m-1"}}))  # type: ignore[arg-type]
    assert declared.ledger.names == ["claim", "finish", "publish", "mark_sent"]
    assert declared.ledger.calls[1][1].output == {"sources": 7}


def test_an_entry_has_the_name_of_its_stage_and_the_words_of_its_function(declared: Cloud) -> None:
    def retrieve(work: StageInput, record: ContentRecord, cloud: RealCloud) -> StageOutput:
        """Find what answers."""
        raise AssertionError("it is only declared here")

    entry = contract.stage("retrieve_content")(retrieve)
    assert KEPT[-1] == "retrieve_content"
    assert (entry.__name__, entry.__doc__) == ("retrieve_content", "Find what answers.")
    assert contract.DECLARED["retrieve_content"] == Stage("retrieve_content", StageInput, retrieve)


def test_only_an_attempt_with_a_process_to_itself_is_watched() -> None:
    assert isinstance(contract._watched("extract_topic"), nullcontext)
    assert isinstance(contract._watched("submit_request"), nullcontext)
    for name in ("render_scene", "assemble_video", "recover_stalled"):
        assert not isinstance(contract._watched(name), nullcontext)


def test_what_hears_no_topic_is_no_stage() -> None:
    with pytest.raises(ValueError, match="submit_request hears no topic"):
        _ = Stage("submit_request", StageInput, find).hears


def test_the_last_stage_tells_nobody() -> None:
    cloud = Cloud()
    run(Stage("assemble_video", StageInput, find), MESSAGE, cloud)
    assert cloud.ledger.calls[1][1].message is None
    assert cloud.ledger.names == ["claim", "finish"]


def test_work_is_named_by_request_stage_and_scene() -> None:
    cloud = Cloud()
    run(stage(), MESSAGE, cloud)
    key = cloud.ledger.calls[0][1]
    assert (key.request_id, key.stage, key.scene) == ("r-1", "retrieve_content", None)


def test_a_message_of_the_greatest_age_is_worked_on() -> None:
    cloud = Cloud()
    age = timedelta(minutes=cloud.settings.maximum_message_age_minutes)
    run(stage(), MESSAGE.model_copy(update={"published_at": NOW - age}), cloud)
    assert cloud.ledger.names[0] == "claim"


def test_what_is_rejected_is_kept_as_it_came() -> None:
    class Keeping(Ledger):
        def reject(self, message_id: str, function: str, message: Any, reason: str) -> None:
            self.calls.append((message_id, (function, message)))

    cloud = Cloud()
    cloud.ledger = cloud.requests = Keeping(CLAIM)
    run(stage(), MESSAGE.model_copy(update={"data": "no json", "attributes": {"a": "b"}}), cloud)
    [(message_id, (function, message))] = cloud.ledger.calls
    assert (message_id, function) == ("m-1", "retrieve_content")
    assert (message.topic, message.data, message.attributes) == ("topic-extracted", "no json", {"a": "b"})


class SceneInput(StageInput):
    """Ask for one scene of a request that the message holds."""

    scene: int

    @property
    def scene_index(self) -> int:
        return self.scene

    @property
    def complete_request(self) -> ContentRequest:
        return REQUEST


REQUEST = ContentRequest.model_construct(request_id="r-1")


def test_work_on_a_scene_is_claimed_with_the_message_and_the_request_that_it_holds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Claiming(Ledger):
        def claim(self, key: WorkKey, message: OutgoingMessage, first: Any, published_at: datetime | None) -> Any:
            self.calls.append(("claim", (key, message, first)))
            return Claim.model_construct(key=key, attempt=2, fence=5, record=CLAIM.record)

    cloud = Cloud()
    cloud.ledger = cloud.requests = Claiming(None)
    data = '{"request_id": "r-1", "scene": 4}'
    message = MESSAGE.model_copy(update={"data": data, "attributes": {"a": "b"}})
    run(Stage("retrieve_content", SceneInput, find), message, cloud)
    key, received, first = cloud.ledger.calls[0][1]
    assert key == WorkKey(request_id="r-1", stage="retrieve_content", scene=4)
    assert received == OutgoingMessage(topic="topic-extracted", data=data, attributes={"a": "b"})
    assert first is REQUEST
    assert all((line["scene"], line["attempt"]) == (4, 2) for line in logged(capsys))


def test_a_message_is_read_with_the_settings() -> None:
    class Reading(StageInput):
        @classmethod
        def read(cls, message: IncomingMessage, settings: Settings) -> None:
            asked.append((message, settings))

    asked: list[Any] = []
    cloud = Cloud()
    run(Stage("retrieve_content", Reading, find), MESSAGE, cloud)
    assert asked == [(MESSAGE, cloud.settings)]
    assert cloud.ledger.calls == []


@pytest.mark.parametrize("error", [None, Refused("no_source_material", "Nothing found."), ConnectionError("away")])
def test_what_an_attempt_writes_it_writes_with_its_claim(error: Exception | None) -> None:
    class Holding(Ledger):
        def finish(self, claim: Claim, finish: Finish) -> Any:
            return held.append(claim) or super().finish(claim, finish)

        def release(self, claim: Claim, error: str, spent: Spent) -> None:
            held.append(claim)

        def refuse(self, claim: Claim, error: RequestError, spent: Spent) -> None:
            held.append(claim)

        def mark_sent(self, key: WorkKey) -> None:
            marked.append(key)

    def work(work: StageInput, record: ContentRecord, cloud: Cloud) -> Found:
        assert record is CLAIM.record
        if error:
            raise error
        return Found(sources=1)

    held: list[Claim] = []
    marked: list[WorkKey] = []
    cloud = Cloud()
    cloud.ledger = cloud.requests = Holding(CLAIM)
    try:
        run(stage(work), MESSAGE, cloud)
    except ConnectionError:
        assert error
    assert held == [CLAIM]
    assert marked == ([] if error else [WorkKey(request_id="r-1", stage="retrieve_content")])


def test_an_output_is_recorded_as_json() -> None:
    class When(StageOutput):
        at: datetime

    cloud = Cloud()
    run(stage(lambda work, record, cloud: When(at=NOW)), MESSAGE, cloud)
    assert cloud.ledger.calls[1][1].output == {"at": "2026-01-01T00:00:00Z"}


def test_the_next_message_carries_the_trace_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contract.tracing, "carrier", lambda: {"traceparent": "00-1"})
    cloud = Cloud()
    run(stage(), MESSAGE, cloud)
    assert cloud.ledger.calls[1][1].message.attributes == {"schema_version": "1", "traceparent": "00-1"}


def test_a_process_of_its_own_ends_with_the_deadline_of_its_function(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contract, "watch", lambda name, seconds: (name, seconds))
    watched: Any = contract._watched("render_scene")
    assert watched == ("render_scene", 300)
