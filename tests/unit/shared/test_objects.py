import pytest

from shared.models.message import IncomingMessage
from shared.objects import changed_object, finalized_object, notification_of
from tests.fakes.cloud import settings

SETTINGS = settings()


def notification(**changes: str) -> IncomingMessage:
    attributes = notification_of("light.md", "p-vividly-oer") | changes
    return IncomingMessage(message_id="m", data="{}", attributes=attributes)


def test_an_object_that_is_put_there_is_told_of() -> None:
    assert finalized_object(notification(), "ingest_resource", SETTINGS) == "light.md"
    assert changed_object(notification(), "ingest_resource", SETTINGS) == "light.md"


def test_one_that_is_deleted_is_a_change_and_not_finalized() -> None:
    message = notification(eventType="OBJECT_DELETE")
    assert finalized_object(message, "ingest_resource", SETTINGS) is None
    assert changed_object(message, "ingest_resource", SETTINGS) == "light.md"


@pytest.mark.parametrize(
    "changes", [{"eventType": "OBJECT_ARCHIVE"}, {"bucketId": "p-vividly-temporary"}, {"objectId": ""}]
)
def test_what_is_for_others_is_passed_by(changes: dict[str, str]) -> None:
    assert changed_object(notification(**changes), "ingest_resource", SETTINGS) is None
