"""A request is cancelled, started again and erased; what erasing leaves is tested in shared/test_erasing.py."""

from typing import Any

import pytest

from shared import paths, topology
from shared.models.request import RequestError

ADDRESS = "/v1/content-requests/r-1"
FAILED = RequestError(code="stage_failed", message="Again and again.", stage="extract_topic")


def test_a_request_that_is_cancelled_stays_so(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    for _ in range(2):
        answer = call("POST", f"{ADDRESS}:cancel")
        assert (answer.status_code, answer.get_json()["status"]) == (200, "cancelled")
    assert call("GET", ADDRESS).get_json()["status"] == "cancelled"
    assert [event["kind"] for event in cloud.requests.events("r-1")] == ["accepted", "cancelled"]


def test_a_request_that_has_ended_cannot_be_cancelled(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    cloud.requests.fail("r-1", FAILED)
    answer = call("POST", f"{ADDRESS}:cancel")
    assert (answer.status_code, answer.get_json()["code"]) == (409, "already_ended")


def test_cancelling_is_no_question(call: Any) -> None:
    assert call("GET", f"{ADDRESS}:cancel").status_code == 405


def test_a_failed_request_goes_on_where_it_failed(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    cloud.requests.fail("r-1", FAILED)
    before = len(cloud.publisher.published)
    answer = call("POST", f"{ADDRESS}:redrive")
    assert (answer.status_code, answer.get_json()["status"]) == (202, "generating")
    [message] = cloud.publisher.published[before:]
    assert message.topic == "content-generation-requests"
    assert call("GET", ADDRESS).get_json()["status"] == "generating"


def test_scenes_that_were_recorded_while_a_request_had_failed_are_told_of_again(
    ask: Any, call: Any, cloud: Any
) -> None:
    ask()
    cloud.requests.fail("r-1", FAILED)
    cloud.temporary.create(paths.narration("r-1", 1), b"RIFF", "audio/wav")
    before = len(cloud.publisher.published)
    call("POST", f"{ADDRESS}:redrive")
    told = [message.attributes.get("objectId") for message in cloud.publisher.published[before:]]
    assert told == [None, "narration/r-1/01"]


def test_a_request_that_has_not_failed_is_left_alone(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    answer = call("POST", f"{ADDRESS}:redrive")
    assert (answer.status_code, answer.get_json()["code"]) == (409, "not_failed")
    assert len(cloud.publisher.published) == 1


def test_a_request_whose_results_are_deleted_is_not_started_again(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    cloud.requests.fail("r-1", FAILED)
    cloud.wait(days=topology.load().buckets["temporary"].delete_after_days)
    answer = call("POST", f"{ADDRESS}:redrive")
    assert (answer.status_code, answer.get_json()["code"]) == (409, "too_old")
    assert "after 7 days" in answer.get_json()["detail"]
    assert call("GET", ADDRESS).get_json()["status"] == "failed"
    assert len(cloud.publisher.published) == 1


def test_an_erased_request_is_not_known_any_more_and_erasing_it_again_changes_nothing(ask: Any, call: Any) -> None:
    ask()
    for _ in range(2):
        answer = call("DELETE", ADDRESS)
        assert (answer.status_code, answer.get_data()) == (204, b"")
    assert call("GET", ADDRESS).get_json()["code"] == "unknown_request"
    assert call("GET", "/v1/content-requests").get_json() == {"content_requests": []}


def test_the_id_of_an_erased_request_is_not_used_again(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    call("DELETE", ADDRESS)
    answer = ask()
    assert (answer.status_code, answer.get_json()["code"]) == (409, "request_id_taken")
    assert len(cloud.publisher.published) == 1


def test_an_erased_request_leaves_room_for_another(ask: Any, call: Any) -> None:
    for number in range(3):
        ask(request_id=f"r-{number}")
    assert ask(request_id="r-3").status_code == 429
    call("DELETE", ADDRESS)
    assert ask(request_id="r-3").status_code == 202


@pytest.mark.parametrize(("method", "verb"), [("POST", ":cancel"), ("POST", ":redrive"), ("DELETE", "")])
def test_an_unknown_request_is_not_found(call: Any, method: str, verb: str) -> None:
    answer = call(method, ADDRESS + verb)
    assert (answer.status_code, answer.get_json()["code"]) == (404, "unknown_request")
