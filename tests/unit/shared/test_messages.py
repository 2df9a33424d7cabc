import base64

import pytest
from cloudevents.http import CloudEvent

from shared import messages
from shared.errors import Rejected
from shared.models.message import IncomingMessage
from shared.models.work import StageInput


def event(data: bytes, **attributes: str) -> CloudEvent:
    message = {"data": base64.b64encode(data).decode(), "attributes": attributes}
    return CloudEvent(
        {"type": "google.cloud.pubsub.topic.v1.messagePublished", "source": "//x", "id": "17"}, {"message": message}
    )


def test_a_message_is_read_from_its_event() -> None:
    message = messages.of_event(event(b'{"request_id": "a"}', origin="test"))
    assert message == IncomingMessage(message_id="17", data='{"request_id": "a"}', attributes={"origin": "test"})
    assert messages.read(message, StageInput) == StageInput(request_id="a")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not JSON"),
        (b"not json", "not JSON"),
        (b'{"request_id": "\xff"}', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[1]", "not an object"),
        (b'"text"', "not an object"),
        (b"null", "not an object"),
        (b"{}", "request_id: Field required"),
        (b'{"request_id": "a/b"}', "request_id: use 1 to 128"),
        (b'{"request_id": 7}', "request_id: Input should be a valid string"),
    ],
)
def test_whatever_is_wrong_is_said(data: bytes, reason: str) -> None:
    with pytest.raises(Rejected, match=reason):
        messages.read(messages.of_event(event(data)), StageInput)
