"""What a stage leaves behind of an attempt: what it used, in records, and how it went, in logs."""

import json
from datetime import timedelta
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest

from shared import stage as contract
from shared.cost import Usage
from shared.errors import Refused
from shared.models.request import ContentRecord, RequestError, Status
from shared.models.work import AlreadyEnded, Claim, Finish, Spent, StageInput
from shared.stage import run
from tests.unit.shared.test_stage import CLAIM, MESSAGE, NOW, Cloud, Completed, Found, Ledger, raising, stage


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


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each look at the clock come 1.23456 seconds after the one before."""
    looks = count()
    monkeypatch.setattr(contract, "time", SimpleNamespace(monotonic=lambda: 10 + 1.23456 * next(looks)))


def counting() -> tuple[Cloud, CountingLedger]:
    cloud, ledger = Cloud(), CountingLedger(CLAIM)
    cloud.ledger = cloud.requests = ledger
    return cloud, ledger


def logged(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [{name: value for name, value in line.items() if name not in ("time", "seconds")} for line in lines]


FACTS = {"stage": "retrieve_content", "request_id": "r-1", "attempt": 1}
NOTHING_USED = {"input_tokens": 0, "output_tokens": 0, "embedded_characters": 0, "spoken_characters": 0}


@pytest.mark.parametrize("error", [None, Refused("no_source_material", "Nothing found."), ConnectionError("away")])
def test_what_an_attempt_used_is_recorded_however_it_ends(error: Exception | None, clock: None) -> None:
    def work(work: StageInput, record: ContentRecord, cloud: Cloud) -> Found:
        cloud.meter.add(embedded_characters=1_000_000)
        cloud.results.keep("embeddings", b"[]", "application/json", Usage())
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
    assert spent.usage.seconds == 1.235
    assert len(spent.counted) == 1
    assert spent.cost_usd == pytest.approx(0.025, abs=0.001)


def test_logs_tell_how_an_attempt_went(capsys: pytest.CaptureFixture[str]) -> None:
    run(stage(), MESSAGE, Cloud())
    started, finished = logged(capsys)
    assert started == {"severity": "INFO", "message": "started"} | FACTS
    assert finished.pop("cost_usd") >= 0
    used = NOTHING_USED | {"embedded_characters": 1_000_000}
    assert finished == {"severity": "INFO", "message": "finished"} | used | FACTS


def test_logs_tell_why_a_request_was_refused(capsys: pytest.CaptureFixture[str]) -> None:
    run(raising(Refused("no_source_material", "Nothing found.")), MESSAGE, Cloud())
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


def test_logs_tell_how_long_an_attempt_and_a_lesson_took(capsys: pytest.CaptureFixture[str], clock: None) -> None:
    fields = {"created_at": NOW - timedelta(seconds=42.12345)}
    record = ContentRecord.model_construct(request=None, status=Status.PENDING, deadline_at=None, fields=fields)
    run(stage(lambda work, record, cloud: Completed()), MESSAGE, Cloud(CLAIM.model_copy(update={"record": record})))
    finished, completed = [json.loads(line) for line in capsys.readouterr().out.splitlines()][1:]
    assert finished["seconds"] == 1.235
    assert {name: value for name, value in completed.items() if name != "time"} == {
        "severity": "INFO",
        "message": "completed",
        "request_seconds": 42.123,
    } | FACTS
