"""Who may end a request can have it erased; what erasing leaves is tested in shared/test_erasing.py."""

from typing import Any

ADDRESS = "/v1/content-requests/r-1"


def test_an_erased_request_is_not_known_any_more_and_erasing_it_again_changes_nothing(ask: Any, call: Any) -> None:
    ask()
    for _ in range(2):
        answer = call("DELETE", ADDRESS)
        assert (answer.status_code, answer.get_data()) == (204, b"")
    assert call("GET", ADDRESS).get_json()["code"] == "unknown_request"
    assert call("GET", "/v1/content-requests").get_json() == {"content_requests": []}
    assert call("DELETE", "/v1/content-requests/r-2").status_code == 404


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
