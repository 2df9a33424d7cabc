import pytest

from shared import topology
from shared.models.message import IncomingMessage
from shared.objects import changed_object, notification_of
from shared.settings import Settings


@pytest.fixture
def settings() -> Settings:
    environment = topology.load().environment_of("school", "us-central1")
    return Settings.model_validate({name.lower(): value for name, value in environment.items()})


def notification(**changes: str) -> IncomingMessage:
    attributes = notification_of("light.md", "school-vividly-oer") | changes
    return IncomingMessage(message_id="m", data="{}", attributes=attributes)


def test_an_object_that_is_put_there_is_told_of(settings: Settings) -> None:
    assert changed_object(notification(), "ingest_resource", settings) == "light.md"


def test_one_that_is_deleted_is_told_of_where_its_bucket_tells_of_deletions(settings: Settings) -> None:
    assert changed_object(notification(eventType="OBJECT_DELETE"), "ingest_resource", settings) == "light.md"
    recording = {"bucketId": "school-vividly-temporary", "objectId": "narration/a/00"}
    assert changed_object(notification(**recording), "render_scene", settings) == "narration/a/00"
    assert changed_object(notification(**recording, eventType="OBJECT_DELETE"), "render_scene", settings) is None


@pytest.mark.parametrize(
    "changes", [{"eventType": "OBJECT_ARCHIVE"}, {"bucketId": "school-vividly-temporary"}, {"objectId": ""}]
)
def test_what_is_for_others_is_passed_by(settings: Settings, changes: dict[str, str]) -> None:
    assert changed_object(notification(**changes), "ingest_resource", settings) is None


def test_the_bucket_of_resources_tells_of_deletions_and_the_others_do_not() -> None:
    buckets = topology.load().buckets
    assert buckets["oer"].events == ["OBJECT_FINALIZE", "OBJECT_DELETE"]
    assert buckets["temporary"].events == ["OBJECT_FINALIZE"]
