"""Traces go on from message to message, and from object to function."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from opentelemetry import trace
from opentelemetry.util._once import Once

from shared import log, tracing
from shared.models.message import IncomingMessage

TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = f"00-{TRACE}-b7ad6b7169203331-01"


def message(data: str = "{}", **attributes: str) -> IncomingMessage:
    return IncomingMessage(message_id="1", data=data, attributes=attributes)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Trace into a folder, and no more after the test."""
    monkeypatch.setattr(trace, "_TRACER_PROVIDER", None)
    monkeypatch.setattr(trace, "_TRACER_PROVIDER_SET_ONCE", Once())
    tracing.configure(str(tmp_path), "a-project")
    yield tmp_path
    trace.get_tracer_provider().shutdown()  # type: ignore[attr-defined]


def spans(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for file in folder.glob("*.jsonl") for line in file.read_text().splitlines()]


def test_without_a_place_to_go_nothing_is_traced() -> None:
    tracing.configure("", "a-project")
    with tracing.span("write_script", {}):
        assert tracing.carrier() == {}
        assert tracing.place() == {}


def test_a_span_goes_on_with_the_trace_that_a_message_carries(folder: Path) -> None:
    with tracing.span("write_script", tracing.carried_by(message(traceparent=PARENT))):
        tracing.note(request_id="r-1", scene=None, attempt=2)
        carried = tracing.carrier()
    assert set(carried) == {"traceparent", "googclient_traceparent"}
    assert set(carried.values()) == {carried["traceparent"]}
    assert TRACE in carried["traceparent"]
    [written] = spans(folder)
    assert written["name"] == "write_script"
    assert written["context"]["trace_id"] == f"0x{TRACE}"  # type: ignore[index]
    assert written["parent_id"] == "0xb7ad6b7169203331"
    assert written["attributes"] == {"request_id": "r-1", "attempt": 2}


def test_without_one_a_trace_begins(folder: Path) -> None:
    with tracing.span("submit_request", {"traceparent": ""}):
        pass
    [written] = spans(folder)
    assert written["parent_id"] is None


@pytest.mark.parametrize(
    "received",
    [
        message(traceparent=PARENT),
        message(googclient_traceparent=PARENT),
        message(json.dumps({"metadata": {"traceparent": PARENT}}), eventType="OBJECT_FINALIZE"),
    ],
)
def test_a_message_carries_a_trace_in_its_attributes_or_its_objects_metadata(received: IncomingMessage) -> None:
    assert tracing.carried_by(received) == {"traceparent": PARENT}


@pytest.mark.parametrize("data", ["", "[]", "{", '{"metadata": 1}', '{"metadata": {"traceparent": 7}}', "[" * 100_000])
def test_a_notification_without_a_trace_is_none(data: str) -> None:
    assert tracing.carried_by(message(data, eventType="OBJECT_FINALIZE")) == {}


def test_an_error_is_traced_by_its_type_alone(folder: Path) -> None:
    with pytest.raises(ValueError, match="secret"), tracing.span("write_script", {}):
        raise ValueError("a secret of Mia")
    [written] = spans(folder)
    assert written["status"] == {"status_code": "ERROR", "description": "ValueError"}
    assert "Mia" not in json.dumps(written)


def test_a_log_line_names_its_trace(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with tracing.span("write_script", {"traceparent": PARENT}):
        log.write("INFO", "started")
    line = json.loads(capsys.readouterr().out)
    assert line["logging.googleapis.com/trace"] == f"projects/a-project/traces/{TRACE}"
    assert len(line["logging.googleapis.com/spanId"]) == 16
