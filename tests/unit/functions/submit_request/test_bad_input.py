import io
import json
from typing import Any

import pytest

REQUESTS = "/v1/content-requests"
JSON = "application/json"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("student_id", None),
        ("student_query", None),
        ("student_query", 7),
        ("student_query", "Why <b>is</b> the sky blue?"),
        ("student_query", "Why is the\x00 sky blue?"),
        ("student_query", "Why is the sky \ud800 blue?"),
        ("grade_level", "13"),
        ("grade_level", True),
        ("duration_minutes", 60),
        ("duration_minutes", float("nan")),
        ("request_id", "../etc"),
        ("request_id", ""),
        ("student_id", ["s"]),
        ("language", "French"),
        ("interests", "football"),
    ],
)
def test_a_wrong_field_is_named(ask: Any, cloud: Any, field: str, value: Any) -> None:
    answer = ask(**{field: value})
    problem = answer.get_json()
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert [error["field"] for error in problem["errors"]] == [field]
    assert problem["errors"][0]["message"]
    assert field in problem["detail"]
    assert (problem["type"], problem["status"]) == ("/problems/wrong_fields", 422)
    assert cloud.store.count("content_requests", []) == 0
    assert cloud.publisher.published == []


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ({"student_query": None}, "fill in the student query"),
        ({"student_query": 7}, "write the student query as text"),
        ({"student_query": "?"}, "write 3 to 500 characters; it has 1"),
        ({"interests": ["chess"] * 6}, "give at most 5 interests"),
        ({"interests": [7]}, "write the interests as text"),
        ({"interests": "chess"}, "give the interests as a list"),
        ({"look": {"theme": "pink"}}, "choose the theme from 'light', 'dark' or 'high_contrast'"),
        ({"look": "pink"}, "give the look as an object with fields"),
        ({"colour": "red"}, "leave out colour, which nobody knows here"),
    ],
)
def test_what_to_do_about_a_wrong_field_can_be_read_after_please(ask: Any, changes: Any, advice: str) -> None:
    [error] = ask(**changes).get_json()["errors"]
    assert error["message"] == advice


@pytest.mark.parametrize(
    ("query", "advice"),
    [
        ("page_size=0", "give the page size as 1 or more"),
        ("page_size=101", "give the page size as 100 or less"),
        ("page_size=many", "give the page size as a whole number"),
        ("mine=perhaps", "answer mine with true or false"),
        (f"page_token={'a' * 501}", "shorten the page token to at most 500 characters"),
    ],
)
def test_so_can_what_to_do_about_a_wrong_parameter(call: Any, query: str, advice: str) -> None:
    [error] = call("GET", f"{REQUESTS}?{query}").get_json()["errors"]
    assert error["message"] == advice


def test_what_pydantic_alone_knows_is_said_in_its_words(ask: Any) -> None:
    [error] = ask(headers={"Idempotency-Key": "a b"}).get_json()["errors"]
    assert error["message"].startswith("correct the Idempotency-Key: String should match")


def test_a_field_whose_name_cannot_be_written_is_refused(ask: Any) -> None:
    assert ask(**{"\ud800": "football"}).status_code == 422


def test_every_wrong_field_is_named_at_once(ask: Any) -> None:
    errors = ask(grade_level="99", duration_minutes=0, student_query="?").get_json()["errors"]
    assert {error["field"] for error in errors} == {"grade_level", "duration_minutes", "student_query"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b"[" * 9_000, "not_json"),
        (b'{"duration_minutes": ' + b"9" * 5_000 + b"}", "not_json"),
        (b"student_query=why", "not_json"),
        (b'{"student_query": "\xff\xfe"}', "not_utf8"),
        (b"[]", "not_an_object"),
        (b'"why"', "not_an_object"),
        (b"null", "not_an_object"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(call: Any, body: bytes, code: str) -> None:
    answer = call("POST", REQUESTS, data=body, content_type=JSON)
    assert (answer.status_code, answer.get_json()["code"]) == (400, code)


def test_a_large_body_is_refused(call: Any) -> None:
    body = json.dumps({"student_query": "why " * 5_000})
    answer = call("POST", REQUESTS, data=body, content_type=JSON)
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")
    assert "16 KiB" in answer.get_json()["detail"]


def test_a_large_body_without_a_length_is_refused(call: Any) -> None:
    body = io.BytesIO(b"[" * 20_000)
    answer = call(
        "POST", REQUESTS, input_stream=body, content_type=JSON, environ_overrides={"wsgi.input_terminated": True}
    )
    assert (answer.status_code, body.read()) == (413, b"")


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", None])
def test_another_content_type_is_refused(call: Any, content_type: str | None) -> None:
    answer = call("POST", REQUESTS, data=b"{}", content_type=content_type)
    assert answer.status_code == 415
    assert JSON in answer.get_json()["detail"]


def test_a_charset_in_the_content_type_is_fine(call: Any) -> None:
    assert call("POST", REQUESTS, data=b"{}", content_type="application/json; charset=utf-8").status_code == 422


@pytest.mark.parametrize("path", ["/nothing", "/v1", "/v1/content-requests/r-1/more", "/web/index.html", "/../main.py"])
def test_an_unknown_path_is_not_found(call: Any, path: str) -> None:
    answer = call("GET", path)
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", REQUESTS, "POST, GET, HEAD"),
        ("PATCH", f"{REQUESTS}/r-1", "GET, HEAD, DELETE"),
        ("POST", "/healthz", "GET, HEAD"),
        ("POST", "/", "GET, HEAD"),
    ],
)
def test_a_wrong_method_is_told_the_right_one(call: Any, method: str, path: str, allowed: str) -> None:
    answer = call(method, path)
    assert (answer.status_code, answer.headers["Allow"]) == (405, allowed)


def test_an_unexpected_error_says_nothing_of_what_is_inside(ask: Any, cloud: Any, capsys: Any) -> None:
    cloud.requests.accept = lambda *_: 1 / 0
    answer = ask()
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert "division" not in answer.get_data(as_text=True)
    assert "ZeroDivisionError" in capsys.readouterr().out
