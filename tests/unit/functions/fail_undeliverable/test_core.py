from datetime import UTC, datetime, timedelta

import pytest

from functions.fail_undeliverable.core import is_alive, origin_of, request_of, sentence_for
from shared.models.message import IncomingMessage

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def stage(status: str, lease_seconds: int = -1, error: str | None = None) -> dict[str, object]:
    return {
        "stage": "render_scene",
        "status": status,
        "lease_until": NOW + timedelta(seconds=lease_seconds),
        "last_error": error,
    }


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


def test_work_with_a_running_lease_is_alive() -> None:
    assert is_alive({"a": stage("waiting"), "b": stage("running", 10)}, "render_scene", NOW)


def test_work_that_is_all_done_is_not_lost() -> None:
    assert is_alive({"a": stage("done")}, "render_scene", NOW)


@pytest.mark.parametrize(
    "stages", [{}, {"a": stage("waiting")}, {"a": stage("running", -1)}, {"a": stage("done"), "b": stage("waiting")}]
)
def test_other_work_is_lost(stages: dict[str, dict[str, object]]) -> None:
    assert not is_alive(stages, "render_scene", NOW)


def test_the_reason_names_the_stage_and_the_last_error() -> None:
    sentence = sentence_for({"a": stage("waiting", error="Boom: out of ink")}, "render_scene")
    assert "render_scene" in sentence
    assert "Boom: out of ink" in sentence
