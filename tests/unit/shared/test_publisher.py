from concurrent.futures import Future
from typing import Any

import pytest

from shared.models.work import OutgoingMessage
from shared.publisher import PUBLISH_TIMEOUT_SECONDS, Publisher

MESSAGES = [
    OutgoingMessage(topic="topic-extracted", data='{"request_id": "ä"}', attributes={"traceparent": "00-1"}),
    OutgoingMessage(topic="script-written", data="{}"),
]


class Client:
    """Take messages, and tell of each when it is asked for."""

    def __init__(self, *errors: Exception | None) -> None:
        self.errors = list(errors)
        self.taken: list[tuple[str, bytes, dict[str, str]]] = []
        self.waited: list[float] = []

    def topic_path(self, project: str, topic: str) -> str:
        return f"projects/{project}/topics/{topic}"

    def publish(self, topic: str, data: bytes, **attributes: str) -> Any:
        self.taken.append((topic, data, attributes))
        client, error = self, self.errors.pop(0) if self.errors else None

        class Told(Future[str]):
            def result(self, timeout: float | None = None) -> str:
                client.waited.append(timeout or 0)
                if error:
                    raise error
                return "m-1"

        return Told()


def publisher(client: Client) -> Publisher:
    return Publisher(client, "school")  # type: ignore[arg-type]


def test_every_message_goes_to_its_topic_with_its_attributes() -> None:
    client = Client()
    publisher(client).publish(MESSAGES)
    assert client.taken == [
        ("projects/school/topics/topic-extracted", '{"request_id": "ä"}'.encode(), {"traceparent": "00-1"}),
        ("projects/school/topics/script-written", b"{}", {}),
    ]


def test_all_are_on_their_way_before_one_is_waited_for() -> None:
    client = Client(ConnectionError("away"))
    with pytest.raises(ConnectionError):
        publisher(client).publish(MESSAGES)
    assert len(client.taken) == 2


def test_publishing_ends_when_all_have_arrived() -> None:
    client = Client(None, ConnectionError("away"))
    with pytest.raises(ConnectionError):
        publisher(client).publish(MESSAGES)
    assert client.waited == [PUBLISH_TIMEOUT_SECONDS] * 2


def test_nothing_is_published_without_a_message() -> None:
    client = Client()
    publisher(client).publish([])
    assert client.taken == []
