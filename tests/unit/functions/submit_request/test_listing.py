from typing import Any

import pytest

from functions.submit_request.callers import Caller, Role
from functions.submit_request.listing import conditions
from functions.submit_request.problems import Problem
from shared.models.request import RequestError

REQUESTS = "/v1/content-requests"


@pytest.fixture
def five(ask: Any, cloud: Any) -> None:
    for number in range(5):
        assert ask(request_id=f"r-{number}", student_id=f"s-{number % 2}").status_code == 202


def ids(answer: Any) -> list[str]:
    return [one["request_id"] for one in answer.get_json()["content_requests"]]


@pytest.mark.usefixtures("five")
def test_the_newest_come_first(call: Any) -> None:
    assert ids(call("GET", REQUESTS)) == ["r-4", "r-3", "r-2", "r-1", "r-0"]


@pytest.mark.usefixtures("five")
def test_a_student_has_a_list_of_their_own(call: Any) -> None:
    assert ids(call("GET", f"{REQUESTS}?student_id=s-1")) == ["r-3", "r-1"]
    assert call("GET", f"{REQUESTS}?student_id=s-7").get_json() == {"content_requests": []}


@pytest.mark.usefixtures("five")
def test_pages_hold_each_request_once_also_where_new_ones_come(call: Any, ask: Any) -> None:
    address, seen = f"{REQUESTS}?page_size=2", []
    while True:
        page = call("GET", address)
        seen += ids(page)
        ask(request_id=f"new-{len(seen)}", student_id="s-9")
        token = page.get_json().get("next_page_token")
        if token is None:
            break
        address = f"{REQUESTS}?page_size=2&page_token={token}"
    assert seen == ["r-4", "r-3", "r-2", "r-1", "r-0"]


def test_a_list_says_in_short_where_each_stands(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    files = {name: f"gs://lessons/lessons/r-1/{name}" for name in ("lesson.mp4", "thumbnail.png")}
    result = {"duration_seconds": 61.5, "files": files, "video": {}}
    cloud.store.update("content_requests/r-1", {"status": "completed", "title": "Sky", "result": result})
    [told] = call("GET", REQUESTS).get_json()["content_requests"]
    assert (told["student_query"], told["title"], told["status"]) == ("Why is the sky blue?", "Sky", "completed")
    address = "http://127.0.0.1:9000/download/storage/v1/b/lessons/o/lessons%2Fr-1%2Fthumbnail.png?alt=media"
    assert told["result"] == {"duration_seconds": 61.5, "files": {"thumbnail.png": address}}


@pytest.mark.parametrize(
    "query",
    [
        "page_size=0",
        "page_size=101",
        "page_size=many",
        "page_token=nonsense",
        "page_token=WyIyMDI2IiwgInIiXQ",
        "page_token=W10",
        "page_token=%00",
        "student_id=a/b",
        "mine=perhaps",
        "mine=true&student_id=s-1",
        "student=s-1",
        "page_size=1&page_size=2",
    ],
)
def test_a_wrong_parameter_is_named(call: Any, query: str) -> None:
    answer = call("GET", f"{REQUESTS}?{query}")
    assert (answer.status_code, answer.get_json()["code"]) == (400, "wrong_parameters")
    assert [error["field"] for error in answer.get_json()["errors"]] == [query.split("=")[0]]


def test_a_student_cannot_list_those_of_another() -> None:
    student = Caller(Role.STUDENT, "s-1", tenant="north")
    assert ("student_id", "==", "s-1") in conditions(None, student)
    with pytest.raises(Problem) as caught:
        conditions("s-2", student)
    assert (caught.value.status, caught.value.code) == (403, "not_your_student_id")


@pytest.mark.parametrize("role", Role)
def test_whoever_sees_more_can_list_their_own(role: Role) -> None:
    caller = Caller(role, "t-1", frozenset({"7b"}), "north")
    assert conditions(None, caller, mine=True) == [("tenant", "==", "north"), ("student_id", "==", "t-1")]


def test_what_happened_is_told_in_order(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    cloud.requests.fail("r-1", RequestError(code="no_source_material", message="Nothing found.", stage="x"))
    told = call("GET", f"{REQUESTS}/r-1/events").get_json()["events"]
    assert [(event["kind"], event.get("code"), event.get("reason")) for event in told] == [
        ("accepted", None, None),
        ("failed", "no_source_material", "Nothing found."),
    ]
    assert call("GET", f"{REQUESTS}/r-2/events").get_json()["code"] == "unknown_request"


def test_the_error_of_an_attempt_is_not_told(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    event = {"at": cloud.now, "kind": "interrupted", "stage": "write_script", "scene": None, "reason": "Boom: inside"}
    cloud.store.set("content_requests/r-1/request_events/z", event)
    answer = call("GET", f"{REQUESTS}/r-1/events")
    assert "interrupted" in answer.get_data(as_text=True)
    assert "Boom" not in answer.get_data(as_text=True)
