import json

import pytest

from functions.fail_undeliverable.core import fail, is_alive, origin_of, request_of
from shared.cost import Usage
from shared.models.message import IncomingMessage
from shared.models.request import ContentRequest
from shared.models.work import Claim, OutgoingMessage, Spent, WorkKey
from tests.fakes.cloud import InProcessCloud

REQUEST = ContentRequest(
    request_id="r-1", student_id="s-1", student_query="Explain gravity", grade_level="8", duration_minutes=3
)
KEY = WorkKey(request_id="r-1", stage="extract_topic")
ATTRIBUTES = {"CloudPubSubDeadLetterSourceSubscription": "extract_topic"}
DEAD = IncomingMessage(message_id="m-1", data='{"request_id": "r-1"}', attributes=ATTRIBUTES)


@pytest.fixture
def cloud() -> InProcessCloud:
    return InProcessCloud()


def claim(cloud: InProcessCloud) -> Claim:
    message = OutgoingMessage(topic="content-generation-requests", data=REQUEST.model_dump_json())
    found = cloud.ledger.claim(KEY, message, REQUEST)
    assert isinstance(found, Claim)
    return found


def test_the_subscription_says_whose_message_it_was() -> None:
    attributes = {"CloudPubSubDeadLetterSourceSubscription": "render_scene"}
    message = IncomingMessage(message_id="m", data="{}", attributes=attributes)
    assert origin_of(message) == ("render_scene", "objects-finalized")


def test_a_message_of_no_subscription_is_of_an_unknown_function() -> None:
    assert origin_of(IncomingMessage(message_id="m", data="{}")) == ("unknown", "unknown")


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


def test_work_that_was_taken_is_left_to_recovery() -> None:
    assert is_alive({"a": {"stage": "x", "status": "waiting"}, "b": {"stage": "x", "status": "running"}}, "x")


def test_work_that_is_all_done_is_not_lost() -> None:
    assert is_alive({"a": {"stage": "x", "status": "done"}, "b": {"stage": "y", "status": "waiting"}}, "x")


def test_a_request_ends_with_the_stage_and_the_last_error(cloud: InProcessCloud) -> None:
    cloud.ledger.release(claim(cloud), "Boom: out of ink", Spent(usage=Usage(), cost_usd=0.0))
    fail(DEAD, cloud)  # type: ignore[arg-type]
    record = cloud.requests.read("r-1")
    assert record is not None
    assert record.fields["error"]["stage"] == "extract_topic"
    assert record.fields["error"]["last_error"] == "Boom: out of ink"
    assert "Boom" not in record.fields["error"]["message"]


def test_a_request_that_is_worked_on_goes_on(cloud: InProcessCloud) -> None:
    claim(cloud)
    fail(DEAD, cloud)  # type: ignore[arg-type]
    record = cloud.requests.read("r-1")
    assert record is not None
    assert not record.status.is_terminal


def test_a_message_of_nobody_is_kept(cloud: InProcessCloud) -> None:
    fail(DEAD, cloud)  # type: ignore[arg-type]
    kept = cloud.store.read("rejected_messages/m-1")
    assert kept is not None
    assert json.loads(kept["data"]) == {"request_id": "r-1"}
