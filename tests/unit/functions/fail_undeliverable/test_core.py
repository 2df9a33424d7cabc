import json

import pytest

from functions.fail_undeliverable.core import fail, is_alive, origin_of, request_of
from shared import topology
from shared.cost import Usage
from shared.models.message import IncomingMessage
from shared.models.work import Spent
from shared.objects import notification_of
from tests.fakes.cloud import InProcessCloud
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


def test_a_resource_that_could_never_be_read_says_so_to_its_owner(cloud: InProcessCloud) -> None:
    bucket = cloud.settings.gcs_oer_content_bucket
    told = notification_of("narration/r-1/03", bucket) | {"CloudPubSubDeadLetterSourceSubscription": "ingest_resource"}
    claimed(cloud, "render_scene", request())
    cloud.store.set("resources/narration-r-1-03", {"status": "indexed", "passages": 2})
    fail(IncomingMessage(message_id="m-1", data="{}", attributes=told), cloud)
    resource = cloud.store.read("resources/narration-r-1-03")
    assert (resource["status"], resource["uri"], resource["passages"]) == (
        "failed",
        f"gs://{bucket}/narration/r-1/03",
        2,
    )
    assert "could not be read" in resource["reason"]
    assert cloud.store.read("rejected_messages/m-1")
    assert record_of(cloud)["status"] == "generating"
