"""Whatever comes, there is an answer that says what is wrong, and never one that says what is inside."""

import json
import string
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.submit_request.codes import CODES
from functions.submit_request.paging import PageQuery, sliced, token_of
from functions.submit_request.problems import Problem

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=10,
)
FIELDS = st.sampled_from(
    "request_id student_id student_query grade_level duration_minutes language interests look".split()
)
SEGMENTS = st.text(st.characters(exclude_characters="/?#", exclude_categories=["Cs"]), max_size=30)
WITHOUT_FIXTURES_ANEW = settings(
    max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


def ensure_described(answer: Any) -> None:
    assert answer.status_code < 500
    if answer.status_code >= 400:
        problem = answer.get_json()
        assert CODES[problem["code"]].status == answer.status_code == problem["status"]
        assert problem["detail"]


@given(fields=st.dictionaries(FIELDS, JSON, max_size=8))
@WITHOUT_FIXTURES_ANEW
def test_any_fields_are_answered(call: Callable[..., Any], fields: dict[str, Any]) -> None:
    body = json.dumps(fields)
    ensure_described(call("POST", "/v1/content-requests", data=body, content_type="application/json"))


@given(body=st.binary(max_size=200))
@WITHOUT_FIXTURES_ANEW
def test_any_bytes_are_answered(call: Callable[..., Any], body: bytes) -> None:
    ensure_described(call("POST", "/v1/resources", data=body, content_type="application/json"))


@given(segment=SEGMENTS, verb=st.sampled_from(["", "/events", ":cancel", ":redrive", "/passages"]), method=st.data())
@WITHOUT_FIXTURES_ANEW
def test_any_id_is_answered(call: Callable[..., Any], segment: str, verb: str, method: st.DataObject) -> None:
    chosen = method.draw(st.sampled_from(["GET", "POST", "DELETE", "PUT", "OPTIONS"]))
    place = method.draw(st.sampled_from(["/v1/content-requests/", "/v1/resources/"]))
    ensure_described(call(chosen, f"{place}{segment}{verb}"))


@given(names=st.dictionaries(st.text(string.ascii_letters + "_", min_size=1, max_size=12), st.text(max_size=40)))
@WITHOUT_FIXTURES_ANEW
def test_any_parameters_are_answered(call: Callable[..., Any], names: dict[str, str]) -> None:
    for path in ("/v1/content-requests", "/v1/topics", "/v1/resources", "/healthz"):
        ensure_described(call("GET", path, query_string=names))


@given(token=st.text(max_size=60) | st.binary(max_size=30).map(lambda raw: raw.hex()))
@WITHOUT_FIXTURES_ANEW
def test_any_token_is_answered(call: Callable[..., Any], token: str) -> None:
    for path in ("/v1/content-requests", "/v1/topics", "/v1/resources"):
        ensure_described(call("GET", path, query_string={"page_token": token}))


@given(
    name=st.text(max_size=30), ending=st.sampled_from([".md", ".pdf", ".HTML", ".exe", ""]), said=st.text(max_size=20)
)
@WITHOUT_FIXTURES_ANEW
def test_any_file_name_stays_in_its_folder(call: Callable[..., Any], name: str, ending: str, said: str) -> None:
    answer = call("POST", "/v1/resources", json={"name": name + ending, "content_type": said})
    ensure_described(answer)
    if answer.status_code == 201:
        folders = answer.get_json()["resource"]["object"].split("/")
        assert (folders[0], len(folders)) == ("uploads", 3)
        assert folders[2] not in ("", ".", "..")


@given(items=st.lists(st.integers(), max_size=30), size=st.integers(1, 10))
def test_pages_hold_everything_once_and_in_order(items: list[int], size: int) -> None:
    seen: list[int] = []
    token: str | None = None
    while True:
        page, token = sliced(items, PageQuery(page_size=size, page_token=token))
        seen += page
        if token is None:
            break
    assert seen == items


@given(start=st.text(max_size=12).filter(lambda text: not (text.isascii() and text.isdigit())))
def test_a_page_begins_at_a_number(start: str) -> None:
    with pytest.raises(Problem):
        sliced([1, 2], PageQuery(page_token=token_of(start)[:500]))
