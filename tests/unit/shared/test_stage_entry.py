"""A stage as functions-framework calls it, and what it leaves behind in logs and records."""

import base64
import json
from contextlib import nullcontext
from datetime import timedelta
from typing import Any

import pytest
from cloudevents.http import CloudEvent

from shared import stage as contract
from shared.cloud import Cloud as RealCloud
from shared.errors import Refused
from shared.models.request import ContentRecord, RequestError, Status
from shared.models.work import AlreadyEnded, Claim, Finish, Spent, StageInput, StageOutput
from shared.stage import DECLARED, Stage, run
from tests.unit.shared.test_stage import CLAIM, MESSAGE, NOW, Cloud, Found, Ledger, find, raising, stage


class CountingLedger(Ledger):
    """Remember what each attempt used, too."""

    def __init__(self, answer: Any) -> None:
        super().__init__(answer)
        self.spent: list[Spent] = []

    def release(self, claim: Claim, error: str, spent: Spent) -> None:
        self.spent.append(spent)

    def refuse(self, claim: Claim, error: RequestError, spent: Spent) -> None:
        self.spent.append(spent)

    def finish(self, claim: Claim, finish: Finish) -> Any:
        self.spent.append(finish.spent)
        return super().finish(claim, finish)


def counting() -> tuple[Cloud, CountingLedger]:
    cloud, ledger = Cloud(), CountingLedger(CLAIM)
    cloud.ledger = cloud.requests = ledger
    return cloud, ledger


def logged(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [{name: value for name, value in line.items() if name not in ("time", "seconds")} for line in lines]


FACTS = {"stage": "retrieve_content", "request_id": "r-1", "attempt": 1}


KEPT: list[str] = []
"""The functions that were told to keep malformed deliveries."""


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> Cloud:
    """Declare a stage, and hand out one cloud to it."""
    cloud = Cloud()
    monkeypatch.setattr(contract, "DECLARED", dict(DECLARED))
    # Where another test has an application of functions-framework, that one takes no more error handlers.
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


@pytest.mark.parametrize("error", [None, Refused("no_source_material", "Nothing found."), ConnectionError("away")])
def test_what_an_attempt_used_is_recorded_however_it_ends(error: Exception | None) -> None:
    def work(work: StageInput, record: ContentRecord, cloud: Cloud) -> Found:
        cloud.meter.add(embedded_characters=1_000_000)
        if error:
            raise error
        return Found(sources=1)

    cloud, ledger = counting()
    try:
        run(stage(work), MESSAGE, cloud)
    except ConnectionError:
        assert error
    [spent] = ledger.spent
    assert spent.usage.embedded_characters == 1_000_000
    assert 0 <= spent.usage.seconds < 60
    assert spent.cost_usd == pytest.approx(0.025, abs=0.001)


def test_logs_tell_how_an_attempt_went(capsys: pytest.CaptureFixture[str]) -> None:
    run(stage(), MESSAGE, Cloud())
    started, finished = logged(capsys)
    assert started == {"severity": "INFO", "message": "started"} | FACTS
    assert {name: finished[name] for name in ("severity", "message", *FACTS)} == {
        "severity": "INFO",
        "message": "finished",
    } | FACTS


def test_logs_tell_why_a_request_was_refused(capsys: pytest.CaptureFixture[str]) -> None:
    run(raising(Refused("no_source_material", "Nothing found.")), MESSAGE, Cloud())
    line = logged(capsys)[-1]
    assert line.pop("cost_usd") >= 0
    assert line == {"severity": "WARNING", "message": "refused", "code": "no_source_material"} | FACTS


def test_logs_name_the_kind_of_an_error_and_not_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ConnectionError):
        run(raising(ConnectionError("what a student wrote")), MESSAGE, Cloud())
    line = logged(capsys)[-1]
    assert line.pop("cost_usd") >= 0
    assert line == {"severity": "ERROR", "message": "interrupted", "error": "ConnectionError"} | FACTS


def test_logs_tell_of_what_is_passed_over(capsys: pytest.CaptureFixture[str]) -> None:
    run(stage(), MESSAGE, Cloud(AlreadyEnded(status=Status.CANCELLED)))
    run(stage(), MESSAGE.model_copy(update={"data": "no json"}), Cloud())
    assert logged(capsys) == [
        {
            "severity": "INFO",
            "message": "request is cancelled already",
            "stage": "retrieve_content",
            "request_id": "r-1",
        },
        {"severity": "WARNING", "message": "message rejected", "stage": "retrieve_content", "message_id": "m-1"},
    ]


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
