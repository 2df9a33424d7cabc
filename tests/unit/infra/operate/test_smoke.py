import json

import pytest
from rich.console import Console

from infra.operate import api
from infra.operate.smoke import ask
from infra.operate.target import Place
from shared import messages
from shared.models.message import IncomingMessage
from shared.models.request import ContentRequest
from tests.fakes.cloud import InProcessCloud

CONSOLE = Console(quiet=True)


def test_it_asks_through_the_api_where_its_address_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "submit", lambda address, question: f"asked {address}")
    cloud = InProcessCloud()
    assert ask(Place("school", {}, "https://api/"), cloud, CONSOLE) == "asked https://api"
    assert cloud.publisher.published == []


def test_it_asks_through_pub_sub_where_not_everybody_may_call_the_api() -> None:
    cloud = InProcessCloud()
    request_id = ask(Place("school", {}, None), cloud, CONSOLE)
    [sent] = cloud.publisher.published
    assert sent.topic == "content-generation-requests"
    assert json.loads(sent.data)["request_id"] == request_id
    asked = messages.read(IncomingMessage(message_id="1", data=sent.data), ContentRequest)
    assert asked.duration_minutes == 1
