from typing import Any

from shared.models.request import RequestError

ADDRESS = "/v1/content-requests/r-1:cancel"


def test_a_request_that_is_cancelled_stays_so(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    for _ in range(2):
        answer = call("POST", ADDRESS)
        assert (answer.status_code, answer.get_json()["status"]) == (200, "cancelled")
    assert call("GET", "/v1/content-requests/r-1").get_json()["status"] == "cancelled"
    assert [event["kind"] for event in cloud.requests.events("r-1")] == ["accepted", "cancelled"]


def test_a_request_that_has_ended_cannot_be_cancelled(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    cloud.requests.fail("r-1", RequestError(code="no_source_material", message="Nothing found.", stage="x"))
    answer = call("POST", ADDRESS)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "already_ended")


def test_an_unknown_request_cannot_be_cancelled(call: Any) -> None:
    answer = call("POST", ADDRESS)
    assert (answer.status_code, answer.get_json()["code"]) == (404, "unknown_request")


def test_cancelling_is_no_question(ask: Any, call: Any) -> None:
    ask()
    assert call("GET", ADDRESS).status_code == 405
