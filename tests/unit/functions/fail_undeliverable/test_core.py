import json
from datetime import timedelta

import pytest

from functions.fail_undeliverable.core import fail, is_alive, origin_of, request_of
from shared import topology
from shared.cost import Usage
from shared.models.message import IncomingMessage
from shared.models.work import Spent
from shared.objects import notification_of
from tests.fakes.cloud import NOW, InProcessCloud
from tests.unit.examples import claimed, record_of, request

ATTRIBUTES = {"CloudPubSubDeadLetterSourceSubscription": "extract_topic"}
DEAD = IncomingMessage(message_id="m-1", data='{"request_id": "r-1"}', attributes=ATTRIBUTES)


@pytest.fixture
def cloud() -> InProcessCloud:
    return InProcessCloud()


@pytest.mark.parametrize(
    ("attributes", "origin"),
    [
        ({"CloudPubSubDeadLetterSourceSubscription": "render_scene"}, ("render_scene", "objects-finalized")),
        ({}, ("unknown", "unknown")),
    ],
)
def test_the_subscription_says_whose_message_it_was(attributes: dict[str, str], origin: tuple[str, str]) -> None:
    assert origin_of(IncomingMessage(message_id="m", data="{}", attributes=attributes)) == origin


@pytest.mark.parametrize(
    ("data", "attributes", "request_id"),
    [
        ('{"request_id": "r-1"}', {}, "r-1"),
        ("{}", {"objectId": "narration/r-2/03"}, "r-2"),
        ('{"request_id": ""}', {}, None),
        ('{"request_id": "a/b"}', {}, None),
        ('{"request_id": 7}', {}, None),
        ("[]", {}, None),
        ("", {}, None),
    ],
)
def test_the_request_is_found_in_the_message(data: str, attributes: dict[str, str], request_id: str | None) -> None:
    assert request_of(IncomingMessage(message_id="m", data=data, attributes=attributes)) == request_id


MOST = topology.load().functions["extract_topic"].subscription.maximum_delivery_attempts


@pytest.mark.parametrize(
    ("works", "is_going_on"),
    [
        ([("running", 1), ("waiting", MOST - 1)], True),
        ([("running", 1), ("waiting", MOST)], False),
        ([("waiting", MOST - 1)], True),
        ([("waiting", MOST)], False),
        ([("following", 0)], True),
        ([("done", MOST), ("done", 1)], True),
        ([("done", 1), ("abandoned", 1)], False),
        ([], False),
    ],
)
def test_work_that_was_taken_or_has_attempts_left_or_is_all_done_is_not_lost(
    works: list[tuple[str, int]], is_going_on: bool
) -> None:
    stages = {
        str(number): {"stage": "extract_topic", "status": status, "attempt": attempt}
        for number, (status, attempt) in enumerate(works)
    }
    assert is_alive(stages | {"x": {"stage": "x", "status": "running", "attempt": 1}}, "extract_topic") == is_going_on


def fail_an_attempt(cloud: InProcessCloud, reason: str = "") -> None:
    claim = claimed(cloud, "extract_topic", request())
    cloud.ledger.release(claim, reason, Spent(usage=Usage(), cost_usd=0.0))


def test_a_request_ends_with_the_stage_and_the_last_error(cloud: InProcessCloud) -> None:
    for _ in range(MOST):
        fail_an_attempt(cloud, "Boom: out of ink")
    fail(DEAD, cloud)
    error = record_of(cloud)["error"]
    assert (error["stage"], error["last_error"]) == ("extract_topic", "Boom: out of ink")
    assert "Boom" not in error["message"]


def test_a_message_that_came_twice_ends_no_request_that_has_attempts_left(cloud: InProcessCloud) -> None:
    fail_an_attempt(cloud)
    fail(DEAD, cloud)
    assert record_of(cloud)["status"] == "generating"


def test_a_request_that_is_worked_on_goes_on(cloud: InProcessCloud) -> None:
    claimed(cloud, "extract_topic", request())
    fail(DEAD, cloud)
    assert record_of(cloud)["status"] == "generating"


def test_a_message_of_nobody_is_kept(cloud: InProcessCloud) -> None:
    fail(DEAD, cloud)
    kept = cloud.store.read("rejected_messages/m-1")
    assert json.loads(kept["data"]) == {"request_id": "r-1"}


def unread(cloud: InProcessCloud, path: str, **attributes: str) -> IncomingMessage:
    """Return the dead letter of a notification of an object in the library's bucket."""
    told = notification_of(path, cloud.settings.gcs_oer_content_bucket) | attributes
    source = {"CloudPubSubDeadLetterSourceSubscription": "ingest_resource"}
    return IncomingMessage(message_id="m-1", data="{}", attributes=told | source)


def test_a_resource_that_could_never_be_read_says_so_to_its_owner(cloud: InProcessCloud) -> None:
    cloud.store.set("resources/light", {"status": "indexed", "passages": 2, "updated_at": NOW})
    fail(unread(cloud, "light.md"), cloud)
    resource = cloud.store.read("resources/light")
    uri = f"gs://{cloud.settings.gcs_oer_content_bucket}/light.md"
    assert (resource["status"], resource["uri"], resource["passages"]) == ("failed", uri, 2)
    assert "could not be read" in resource["reason"]
    assert cloud.store.read("rejected_messages/m-1")


def test_a_resource_that_was_read_since_it_was_told_of_stays_as_it_is(cloud: InProcessCloud) -> None:
    cloud.store.set("resources/light", {"status": "indexed", "updated_at": NOW})
    told = {"CloudPubSubDeadLetterSourceTopicPublishTime": (NOW - timedelta(seconds=1)).isoformat()}
    fail(unread(cloud, "light.md", **told), cloud)
    assert cloud.store.read("resources/light")["status"] == "indexed"


@pytest.mark.parametrize(
    ("path", "event"),
    [("light.md", "OBJECT_DELETE"), ("light.png", "OBJECT_FINALIZE"), ("LICENSE.md", "OBJECT_FINALIZE")],
)
def test_what_is_gone_or_no_resource_is_not_marked(cloud: InProcessCloud, path: str, event: str) -> None:
    fail(unread(cloud, path, eventType=event), cloud)
    assert cloud.store.children("resources") == []
    assert cloud.store.read("rejected_messages/m-1")


def test_an_object_of_the_library_that_is_named_as_a_recording_ends_no_request(cloud: InProcessCloud) -> None:
    claimed(cloud, "render_scene", request())
    fail(unread(cloud, "narration/r-1/03"), cloud)
    assert record_of(cloud)["status"] == "generating"
