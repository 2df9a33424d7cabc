from typing import Any

from shared.models.request import RequestError

ADDRESS = "/v1/content-requests/r-1:redrive"


def test_a_failed_request_goes_on_where_it_failed(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    cloud.requests.fail("r-1", RequestError(code="stage_failed", message="Again and again.", stage="extract_topic"))
    before = len(cloud.publisher.published)
    answer = call("POST", ADDRESS)
    assert (answer.status_code, answer.get_json()["status"]) == (202, "generating")
    [message] = cloud.publisher.published[before:]
    assert message.topic == "content-generation-requests"
    assert call("GET", "/v1/content-requests/r-1").get_json()["status"] == "generating"


def test_a_request_that_has_not_failed_is_left_alone(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    answer = call("POST", ADDRESS)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "not_failed")
    assert len(cloud.publisher.published) == 1


def test_an_unknown_request_is_not_started_again(call: Any) -> None:
    assert call("POST", ADDRESS).get_json()["code"] == "unknown_request"
