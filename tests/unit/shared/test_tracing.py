"""Traces go on from message to message, and from object to function."""

import json
from pathlib import Path

import pytest

from shared import log, tracing
from shared.models.message import IncomingMessage

TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = f"00-{TRACE}-b7ad6b7169203331-01"


def message(data: str = "{}", **attributes: str) -> IncomingMessage:
    return IncomingMessage(message_id="1", data=data, attributes=attributes)


def spans(traces: Path) -> list[dict[str, object]]:
    return [json.loads(line) for file in traces.glob("*.jsonl") for line in file.read_text().splitlines()]


def test_without_a_place_to_go_nothing_is_traced() -> None:
    tracing.configure("", "a-project")
    with tracing.span("write_script", {}):
        assert tracing.carrier() == {}
        assert tracing.place() == {}


def test_a_span_goes_on_with_the_trace_that_a_message_carries(traces: Path) -> None:
    with tracing.span("write_script", tracing.carried_by(message(traceparent=PARENT))):
        tracing.note(request_id="r-1", scene=None, attempt=2)
        carried = tracing.carrier()
    assert set(carried) == {"traceparent", "googclient_traceparent"}
    assert set(carried.values()) == {carried["traceparent"]}
    assert TRACE in carried["traceparent"]
    [written] = spans(traces)
    facts = {"request_id": "r-1", "attempt": 2}
    assert written == written | {"name": "write_script", "parent_id": "0xb7ad6b7169203331", "attributes": facts}
    assert written["context"]["trace_id"] == f"0x{TRACE}"


def test_without_one_a_trace_begins(traces: Path) -> None:
    with tracing.span("submit_request", {"traceparent": ""}):
        pass
    [written] = spans(traces)
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


def test_an_error_is_traced_by_its_type_alone(traces: Path) -> None:
    with pytest.raises(ValueError, match="secret"), tracing.span("write_script", {}):
        raise ValueError("a secret of Mia")
    [written] = spans(traces)
    assert written["status"] == {"status_code": "ERROR", "description": "ValueError"}
    assert "Mia" not in json.dumps(written)


def test_a_log_line_has_what_cloud_logging_and_cloud_trace_read(
    traces: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with tracing.span("write_script", {"traceparent": PARENT}):
        log.write("INFO", "started", stage="write_script", request_id="r-1", attempt=2, scene=None)
    line = json.loads(capsys.readouterr().out)
    facts = {"severity": "INFO", "stage": "write_script", "request_id": "r-1", "attempt": 2}
    assert line == line | facts | {"logging.googleapis.com/trace": f"projects/a-project/traces/{TRACE}"}
    assert len(line["logging.googleapis.com/spanId"]) == 16
    assert "scene" not in line
