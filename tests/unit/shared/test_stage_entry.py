"""A stage as functions-framework calls it, and what it tells the ledger."""

from contextlib import nullcontext
from datetime import datetime
from typing import Any

import pytest

from shared import delivery
from shared import stage as contract
from shared.cloud import Cloud as RealCloud
from shared.models.message import IncomingMessage
from shared.models.request import ContentRecord, ContentRequest
from shared.models.work import OutgoingMessage, StageInput, StageOutput, WorkKey
from shared.settings import Settings
from shared.stage import DECLARED, Stage, run
from tests.fakes.cloud import NOW
from tests.unit.shared.test_messages import event
from tests.unit.shared.test_stage import MESSAGE, Cloud, Found, after, find, stage

KEPT: list[str] = []
"""The functions that were told to keep malformed deliveries."""


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> Cloud:
    """Declare a stage, and hand out one cloud to it."""
    cloud = Cloud()
    monkeypatch.setattr(contract, "DECLARED", dict(DECLARED))
    monkeypatch.setattr(delivery, "keep_malformed_deliveries", KEPT.append)
    monkeypatch.setattr(delivery, "connect", lambda name: cloud if name == "retrieve_content" else None)
    return cloud


def test_an_entry_reads_its_event_and_does_its_work(declared: Cloud) -> None:
    @contract.stage("retrieve_content")
    def retrieve(work: StageInput, record: ContentRecord, cloud: RealCloud) -> StageOutput:
        """Find what answers."""
        assert cloud is declared
        assert work == StageInput(request_id="r-1")
        return Found(sources=7)

    retrieve(event(b'{"request_id": "r-1"}'))
    assert declared.ledger.names == ["claim", "finish", "publish", "mark_sent"]
    assert declared.ledger.given("finish")[1].output == {"sources": 7}


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
    ledger = after(Stage("assemble_video", StageInput, find))
    assert ledger.names == ["claim", "finish"]
    assert ledger.given("finish")[1].message is None


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


def test_work_on_a_scene_is_claimed_with_the_message_and_the_request_that_it_holds() -> None:
    data = '{"request_id": "r-1", "scene": 4}'
    message = MESSAGE.model_copy(update={"data": data, "attributes": {"a": "b"}, "published_at": NOW})
    key, received, first, published_at = after(Stage("retrieve_content", SceneInput, find), message).given("claim")
    assert key == WorkKey(request_id="r-1", stage="retrieve_content", scene=4)
    assert received == OutgoingMessage(topic="topic-extracted", data=data, attributes={"a": "b"})
    assert (first, published_at) == (REQUEST, NOW)


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


def test_an_output_is_recorded_as_json() -> None:
    class When(StageOutput):
        at: datetime

    _, finish = after(stage(lambda work, record, cloud: When(at=NOW))).given("finish")
    assert finish.output == {"at": "2026-01-01T00:00:00Z"}


def test_the_next_message_carries_the_trace_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contract.tracing, "carrier", lambda: {"traceparent": "00-1"})
    _, finish = after(stage()).given("finish")
    assert finish.message.attributes == {"schema_version": "1", "traceparent": "00-1"}


def test_a_process_of_its_own_ends_with_the_deadline_of_its_function(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contract, "watch", lambda name, seconds: (name, seconds))
    watched: Any = contract._watched("render_scene")
    assert watched == ("render_scene", 300)
