"""Deliveries that functions-framework fails on before any of our code runs."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import functions_framework
import pytest
from flask.testing import FlaskClient

from shared import malformed

SOURCE = """
from functions_framework import cloud_event
from shared import malformed

class Requests:
    kept, names = [], []
    def reject(self, message_id, function, message, reason):
        self.names.append(message_id)
        self.kept.append((function, message.topic, message.data, reason))

class Cloud:
    requests = Requests()

malformed.connect = lambda function: {"extract_topic": Cloud()}[function]
malformed.keep_malformed_deliveries("extract_topic")

@cloud_event
def entry(event):
    len(17)
"""


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setattr(malformed, "connect", malformed.connect)
    # The framework keeps its last application, which takes no more handlers once it has answered.
    monkeypatch.setattr(functions_framework, "errorhandler", functions_framework.errorhandler)
    for name in ("FUNCTION_TARGET", "FUNCTION_SIGNATURE_TYPE"):
        monkeypatch.setenv(name, "")
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "main.py").write_text(SOURCE)
    return functions_framework.create_app("entry", str(tmp_path / "main.py"), "cloudevent").test_client()


def requests() -> Any:
    """Return what the application hands malformed deliveries to."""
    return malformed.connect("extract_topic").requests


def push(client: FlaskClient, message: dict[str, Any]) -> int:
    body = {"message": message, "subscription": "projects/p/subscriptions/extract_topic"}
    return client.post("/projects/p/topics/content-generation-requests", json=body).status_code


def test_a_message_without_data_is_kept_and_acknowledged(client: FlaskClient) -> None:
    assert push(client, {"attributes": {"why": "nothing"}, "messageId": "1"}) == 204
    function, topic, data, reason = requests().kept[-1]
    assert (function, topic, reason) == ("extract_topic", "content-generation-requests", "not a message with data")
    assert json.loads(data)["message"]["attributes"] == {"why": "nothing"}


def test_a_body_that_is_no_json_is_kept(client: FlaskClient) -> None:
    answer = client.post("/projects/p/topics/t", data=b"{", content_type="application/json")
    assert answer.status_code == 204
    assert requests().kept[-1][2] == "{"


def test_an_error_of_our_own_is_no_malformed_delivery(client: FlaskClient) -> None:
    before = len(requests().kept)
    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    assert push(client, {"data": base64.b64encode(b"{}").decode(), "messageId": "1"}) == 500
    assert len(requests().kept) == before


def test_the_same_malformed_delivery_again_is_kept_under_the_same_name_and_logged(
    client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = [client.post("/projects/p/topics/t", data=b"{", content_type="application/json") for _ in range(2)]
    assert [answer.get_data() for answer in answers] == [b"", b""]
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if "malformed" in line]
    for line in lines:
        assert line.pop("time")
        assert line == {
            "severity": "WARNING",
            "message": "malformed delivery kept",
            "function": "extract_topic",
            "message_id": hashlib.sha256(b"{").hexdigest()[:32],
        }
    assert len(lines) == 2
    assert requests().names[-2:] == [lines[0]["message_id"], lines[1]["message_id"]]
