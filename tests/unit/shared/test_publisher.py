"""Messages are published in as few calls as Pub/Sub takes, in their order."""

from typing import Any

import pytest
from google.api_core.exceptions import ServiceUnavailable

from shared.models.work import OutgoingMessage
from shared.publisher import MOST_A_CALL, Publisher


class PlainClient:
    """Take calls as `google.pubsub_v1.PublisherClient` does."""

    def __init__(self, error: Exception | None = None) -> None:
        self.calls: list[tuple[str, list[bytes]]] = []
        self._error = error

    @staticmethod
    def topic_path(project: str, topic: str) -> str:
        return f"projects/{project}/topics/{topic}"

    def publish(self, request: dict[str, Any], timeout: float) -> None:
        assert timeout > 0
        if self._error:
            raise self._error
        self.calls.append((request["topic"], [message["data"] for message in request["messages"]]))


def message(topic: str, number: int) -> OutgoingMessage:
    return OutgoingMessage(topic=topic, data=str(number), attributes={"number": str(number)})


def published(messages: list[OutgoingMessage]) -> list[tuple[str, list[bytes]]]:
    client: Any = PlainClient()
    Publisher(client, "p").publish(messages)
    calls: list[tuple[str, list[bytes]]] = client.calls
    return calls


def test_messages_of_one_topic_go_in_one_call_and_no_message_in_none() -> None:
    assert published([]) == []
    calls = published([message("first", 1), message("first", 2), message("second", 3)])
    assert calls == [("projects/p/topics/first", [b"1", b"2"]), ("projects/p/topics/second", [b"3"])]


def test_no_call_takes_more_than_pub_sub_does() -> None:
    calls = published([message("first", number) for number in range(MOST_A_CALL + 1)])
    assert [len(messages) for _, messages in calls] == [MOST_A_CALL, 1]


def test_what_pub_sub_does_not_take_is_an_error() -> None:
    client: Any = PlainClient(ServiceUnavailable("not now"))
    with pytest.raises(ServiceUnavailable):
        Publisher(client, "p").publish([message("first", 1)])
