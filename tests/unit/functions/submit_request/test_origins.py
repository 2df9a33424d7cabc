from typing import Any

import pytest

REQUESTS = "/v1/content-requests"
SCHOOL = "https://lessons.example.org"


@pytest.fixture(autouse=True)
def allowed(cloud: Any) -> None:
    origins = f"{SCHOOL}, https://other.example.org/"
    cloud.settings = cloud.settings.model_copy(update={"allowed_origins": origins})


def test_a_page_that_may_call_reads_the_answer_and_its_headers(ask: Any) -> None:
    headers = ask(headers={"Origin": SCHOOL}).headers
    assert headers["Access-Control-Allow-Origin"] == SCHOOL
    assert headers["Access-Control-Expose-Headers"] == "ETag, Location, Retry-After"
    assert headers["Vary"] == "Origin"


def test_a_page_that_may_call_reads_problems_too(call: Any) -> None:
    answer = call("GET", f"{REQUESTS}/r-1", headers={"Origin": "https://other.example.org"})
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (404, "https://other.example.org")


@pytest.mark.parametrize("origin", ["https://evil.example.org", "null", f"{SCHOOL}.evil.org", ""])
def test_other_pages_read_nothing(ask: Any, origin: str) -> None:
    assert "Access-Control-Allow-Origin" not in ask(headers={"Origin": origin}).headers


def test_a_browser_asks_first(call: Any) -> None:
    asked = {
        "Origin": SCHOOL,
        "Access-Control-Request-Method": "DELETE",
        "Access-Control-Request-Headers": "authorization",
    }
    answer = call("OPTIONS", f"{REQUESTS}/r-1", headers=asked)
    assert (answer.status_code, answer.get_data()) == (204, b"")
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, DELETE, OPTIONS"
    for name in ("Authorization", "Content-Type", "Idempotency-Key", "If-None-Match"):
        assert name in answer.headers["Access-Control-Allow-Headers"]


def test_what_is_not_there_has_no_options(call: Any) -> None:
    assert call("OPTIONS", "/nothing").status_code == 404


def test_every_page_may_call_where_it_is_said(ask: Any, cloud: Any) -> None:
    cloud.settings = cloud.settings.model_copy(update={"allowed_origins": "*"})
    assert ask(headers={"Origin": "https://any.example.org"}).headers["Access-Control-Allow-Origin"]


def test_without_an_origin_nothing_is_said_of_it(ask: Any) -> None:
    assert "Vary" not in ask().headers
