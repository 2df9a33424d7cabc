import json

import pytest
from rich.console import Console

from infra.operate import api
from infra.operate.smoke import ask
from infra.operate.target import Place
from shared import messages
from shared.models.message import IncomingMessage
from shared.models.request import ContentRequest
from shared.models.work import OutgoingMessage

CONSOLE = Console(quiet=True)


class Outbox:
    """Be a cloud that only publishes."""

    def __init__(self) -> None:
        self.sent: list[OutgoingMessage] = []
        self.publisher = self

    def publish(self, outgoing: list[OutgoingMessage]) -> None:
        self.sent += outgoing


def test_it_asks_through_the_api_where_its_address_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "submit", lambda address, question: f"asked {address}")
    cloud = Outbox()
    assert ask(Place("school", {}, "https://api/"), cloud, CONSOLE) == "asked https://api"
    assert cloud.sent == []


def test_it_asks_through_pub_sub_where_not_everybody_may_call_the_api() -> None:
    cloud = Outbox()
    request_id = ask(Place("school", {}, None), cloud, CONSOLE)
    [sent] = cloud.sent
    assert sent.topic == "content-generation-requests"
    assert json.loads(sent.data)["request_id"] == request_id
    asked = messages.read(IncomingMessage(message_id="1", data=sent.data), ContentRequest)
    assert asked.duration_minutes == 1
