"""What a stage leaves behind of an attempt: what it used, in records, and how it went, in logs."""

import json
from contextlib import suppress
from datetime import timedelta
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest

from shared import stage as contract
from shared.cost import Usage
from shared.errors import Busy, Postponed, Refused
from shared.models.request import ContentRecord, Status
from shared.models.work import AlreadyEnded, Claim, StageInput, StageOutput
from shared.stage import run
from tests.fakes.cloud import NOW
from tests.unit.shared.test_stage import CLAIM, MESSAGE, Cloud, Found, after, raising, stage


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each look at the clock come 1.23456 seconds after the one before."""
    looks = count()
    monkeypatch.setattr(contract, "time", SimpleNamespace(monotonic=lambda: 10 + 1.23456 * next(looks)))


def logged(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [{name: value for name, value in line.items() if name not in ("time", "seconds")} for line in lines]


FACTS = {"stage": "retrieve_content", "request_id": "r-1", "attempt": 1}
NOTHING_USED = {"input_tokens": 0, "output_tokens": 0, "embedded_characters": 0, "spoken_characters": 0}


@pytest.mark.parametrize(
    "error",
    [
        None,
        Refused("no_source_material", "Nothing found."),
        Postponed("being-made"),
        Postponed("made"),
        ConnectionError("away"),
    ],
)
def test_what_an_attempt_used_is_recorded_with_its_claim_however_it_ends(error: Exception | None, clock: None) -> None:
    def work(work: StageInput, record: ContentRecord, cloud: Cloud) -> Found:
        assert record is CLAIM.record
        cloud.meter.add(embedded_characters=1_000_000)
        cloud.results.keep("embeddings", b"[]", "application/json", Usage())
        if error:
            raise error
        return Found(sources=1)

    cloud = Cloud()
    with suppress(ConnectionError, Busy):
        run(stage(work), MESSAGE, cloud)
    ends = [call for call in cloud.ledger.calls if call[0] in ("finish", "refuse", "follow", "release")]
    assert ends
    for _, claim, told, *rest in ends:
        assert claim is CLAIM
        spent = rest[0] if rest else told.spent
        assert (spent.usage.embedded_characters, spent.usage.seconds, len(spent.counted)) == (1_000_000, 1.235, 1)
        assert spent.cost_usd == pytest.approx(0.025, abs=0.001)


class Completed(StageOutput):
    status_after = Status.COMPLETED


def test_a_lesson_whose_request_has_ended_is_not_told_as_completed(capsys: pytest.CaptureFixture[str]) -> None:
    cloud = Cloud()
    cloud.ledger.request_has_ended = True
    run(stage(lambda work, record, cloud: Completed()), MESSAGE, cloud)
    assert [line["message"] for line in logged(capsys)] == ["started", "finished"]


def test_logs_tell_how_an_attempt_went(capsys: pytest.CaptureFixture[str]) -> None:
    after(stage())
    started, finished = logged(capsys)
    assert started == {"severity": "INFO", "message": "started"} | FACTS
    assert finished.pop("cost_usd") == pytest.approx(0.025, abs=0.001)
    used = NOTHING_USED | {"embedded_characters": 1_000_000}
    assert finished == {"severity": "INFO", "message": "finished"} | used | FACTS


def test_logs_tell_why_a_request_was_refused(capsys: pytest.CaptureFixture[str]) -> None:
    after(raising(Refused("no_source_material", "Nothing found.")))
    line = logged(capsys)[-1]
    assert line.pop("cost_usd") >= 0
    assert line == {"severity": "WARNING", "message": "refused", "code": "no_source_material"} | NOTHING_USED | FACTS


def test_logs_name_the_kind_of_an_error_and_not_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ConnectionError):
        run(raising(ConnectionError("what a student wrote")), MESSAGE, Cloud())
    line = logged(capsys)[-1]
    assert line.pop("cost_usd") >= 0
    told = {"severity": "ERROR", "message": "interrupted", "error": "ConnectionError"}
    assert line == told | NOTHING_USED | FACTS


def test_logs_tell_of_what_is_passed_over(capsys: pytest.CaptureFixture[str]) -> None:
    after(stage(), answer=AlreadyEnded(status=Status.CANCELLED))
    after(stage(), MESSAGE.model_copy(update={"data": "no json"}))
    after(raising(Postponed("being-made")))
    where = {"stage": "retrieve_content"}
    assert logged(capsys) == [
        {"severity": "INFO", "message": "request is cancelled already", "request_id": "r-1"} | where,
        {"severity": "WARNING", "message": "message rejected", "message_id": "m-1"} | where,
        {"severity": "INFO", "message": "started", "attempt": 1, "request_id": "r-1"} | where,
        {"severity": "INFO", "message": "waiting for the same lesson", "request_id": "r-1"} | where,
    ]


def test_logs_tell_how_long_a_message_waited_and_an_attempt_and_a_lesson_took(
    capsys: pytest.CaptureFixture[str], clock: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[dict[str, Any]] = []
    monkeypatch.setattr(contract.tracing, "note", lambda **facts: noted.append(facts))
    record = CLAIM.record.model_copy(update={"fields": {"created_at": NOW - timedelta(seconds=42.12345)}})
    key = CLAIM.key.model_copy(update={"scene": 4})
    claim = Claim.model_construct(key=key, attempt=2, fence=5, record=record, queue_seconds=1.5)
    after(stage(lambda work, record, cloud: Completed()), answer=claim)
    started, finished, completed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    facts = FACTS | {"attempt": 2, "scene": 4}
    waited = facts | {"queue_seconds": 1.5}
    assert started == started | waited
    assert noted == [waited]
    assert finished == finished | facts | {"seconds": 1.235}
    told = {"severity": "INFO", "message": "completed", "request_seconds": 42.123}
    assert {name: value for name, value in completed.items() if name != "time"} == told | facts
