import pytest

from shared.models.message import IncomingMessage
from shared.objects import changed_object, notification_of
from tests.fakes.cloud import settings

SETTINGS = settings()


def notification(**changes: str) -> IncomingMessage:
    attributes = notification_of("light.md", "p-vividly-oer") | changes
    return IncomingMessage(message_id="m", data="{}", attributes=attributes)


def test_an_object_that_is_put_there_is_told_of() -> None:
    assert changed_object(notification(), "ingest_resource", SETTINGS) == "light.md"


def test_one_that_is_deleted_is_told_of_where_its_bucket_tells_of_deletions() -> None:
    assert changed_object(notification(eventType="OBJECT_DELETE"), "ingest_resource", SETTINGS) == "light.md"
    recording = {"bucketId": "p-vividly-temporary", "objectId": "narration/a/00"}
    assert changed_object(notification(**recording), "render_scene", SETTINGS) == "narration/a/00"
    assert changed_object(notification(**recording, eventType="OBJECT_DELETE"), "render_scene", SETTINGS) is None


@pytest.mark.parametrize(
    "changes", [{"eventType": "OBJECT_ARCHIVE"}, {"bucketId": "p-vividly-temporary"}, {"objectId": ""}]
)
def test_what_is_for_others_is_passed_by(changes: dict[str, str]) -> None:
    assert changed_object(notification(**changes), "ingest_resource", SETTINGS) is None
