"""The API over HTTP: as its document says, and on the real emulators."""

import urllib.request
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import requests
import schemathesis
from werkzeug.serving import make_server

from infra.local.stack import Stack
from shared import paths
from shared.api_keys import KeyHolder
from shared.cloud import Cloud
from tests.conformance import application, cloud_with_a_library, configuration, ensure_all_right, outcomes
from tests.fakes.serving import served
from tests.stacks import eventually, logged

pytestmark = pytest.mark.integration

EXAMPLES = 3
PAGE = "https://lessons.example.org"
RESOURCE = """---
title: Ball bearings
subject: physics
grade_band: 6-8
licence: CC BY 4.0
author: Vividly contributors
---

# Ball bearings

## Key idea
- **Balls roll.** A ball bearing holds a turning shaft between small steel balls. The balls roll instead of sliding.
"""


@pytest.fixture
def keyed(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """Serve the API to callers with a key; gives its address and a key."""
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", "http://127.0.0.1:9000")
    cloud = cloud_with_a_library("tokens")
    with served(make_server("127.0.0.1", 0, application(cloud), threaded=True)) as address:
        yield address, cloud.api_keys.create(KeyHolder(name="k", role="operator")) or ""


def test_callers_with_a_key_get_what_is_described_and_others_nothing(keyed: tuple[str, str]) -> None:
    address, key = keyed
    called = configuration(EXAMPLES, auth={"openapi": {"apiKey": {"api_key": key}}})
    schema = schemathesis.openapi.from_url(f"{address}/openapi.json", config=called)
    ensure_all_right(list(outcomes(schema)))


@pytest.fixture
def student(stack: Stack) -> tuple[str, list[str]]:
    """Return a student of whom there are three requests, with the requests, the newest first."""
    student_id = f"s-{uuid4().hex}"
    asked = {"student_id": student_id, "student_query": "What is gravity?", "grade_level": "7", "duration_minutes": 1}
    ids = []
    for _ in range(3):
        answer = requests.post(f"{stack.page}/v1/content-requests", json=asked, timeout=30)
        assert answer.status_code == 202, answer.text
        ids.append(answer.json()["request_id"])
    for request_id in ids:
        requests.post(f"{stack.page}/v1/content-requests/{request_id}:cancel", timeout=30)
    return student_id, ids[::-1]


def test_a_student_pages_through_their_requests(stack: Stack, student: tuple[str, list[str]]) -> None:
    student_id, ids = student
    address, seen = f"{stack.page}/v1/content-requests?student_id={student_id}&page_size=2", []
    first = requests.get(address, timeout=30).json()
    rest = requests.get(f"{address}&page_token={first['next_page_token']}", timeout=30).json()
    seen = [one["request_id"] for one in first["content_requests"] + rest["content_requests"]]
    assert seen == ids
    assert "next_page_token" not in rest
    newest = requests.get(f"{stack.page}/v1/content-requests?page_size=1", timeout=30).json()
    assert newest["content_requests"][0]["request_id"] == ids[0]


def test_a_request_that_is_made_is_erased_for_good(stack: Stack, cloud: Cloud) -> None:
    asked = {"student_id": "s-erased", "student_query": "What is gravity?", "grade_level": "7", "duration_minutes": 1}
    request_id = requests.post(f"{stack.page}/v1/content-requests", json=asked, timeout=30).json()["request_id"]
    address = f"{stack.page}/v1/content-requests/{request_id}"
    eventually(lambda: "topic" in requests.get(address, timeout=30).json())
    for _ in range(2):
        assert requests.delete(address, timeout=30).status_code == 204
    assert requests.get(address, timeout=30).status_code == 404
    # Whoever was working on it has noticed, as whoever comes next does.
    eventually(lambda: any(line["message"].endswith(" already") for line in logged(stack, request_id)))
    assert set(cloud.store.read(f"content_requests/{request_id}") or {}) <= {
        *("request_id", "status", "current_stage", "erased_at", "expires_at", "schema_version"),
        *("cleaned_up", "clean_up_at", "deadline_at"),
    }
    assert cloud.requests.stages(request_id) == {}
    assert cloud.requests.events(request_id) == []


def test_a_browser_puts_a_resource_and_finds_it_indexed(stack: Stack) -> None:
    told = requests.post(f"{stack.page}/v1/resources", json={"name": "ball bearings.md"}, timeout=30).json()
    upload, resource_id = told["upload"], told["resource"]["resource_id"]
    asked = {"Origin": PAGE, "Access-Control-Request-Method": "PUT"}
    asked["Access-Control-Request-Headers"] = ",".join(name.lower() for name in sorted(upload["headers"]))
    preflight = requests.options(upload["url"], headers=asked, timeout=30)
    assert preflight.status_code == 200
    assert "PUT" in preflight.headers["Access-Control-Allow-Methods"]
    put = requests.put(upload["url"], RESOURCE.encode(), headers=upload["headers"] | {"Origin": PAGE}, timeout=30)
    assert (put.status_code, put.headers["Access-Control-Allow-Origin"]) == (200, "*")

    def found() -> dict[str, Any]:
        listed = requests.get(f"{stack.page}/v1/resources", timeout=30).json()["resources"]
        return next((one for one in listed if one["resource_id"] == resource_id), {})

    eventually(lambda: found().get("status") == "indexed")
    assert (found()["title"], found()["licence"], found()["passage_count"]) == ("Ball bearings", "CC BY 4.0", 1)
    passages = requests.get(f"{stack.page}/v1/resources/{resource_id}/passages", timeout=30).json()["passages"]
    assert [passage["kind"] for passage in passages] == ["key_idea"]
    topics = requests.get(f"{stack.page}/v1/topics?query=ball+bearing", timeout=30).json()["topics"]
    assert [topic["title"] for topic in topics] == ["Ball bearings"]


def test_a_player_gets_the_part_of_a_file_that_it_asks_for(stack: Stack, cloud: Cloud) -> None:
    from functions.submit_request import media

    path = paths.lesson(f"r-{uuid4().hex}", "lesson.mp4")
    cloud.generated.create(path, bytes(range(100)), "video/mp4")
    address = media.playable()(cloud.generated.uri(path))
    for asked, status, content, part in (
        ("bytes=10-19", 206, bytes(range(10, 20)), "bytes 10-19/100"),
        ("bytes=90-", 206, bytes(range(90, 100)), "bytes 90-99/100"),
        ("bytes=-5", 206, bytes(range(95, 100)), "bytes 95-99/100"),
        ("bytes=200-", 416, b"", None),
    ):
        answer = requests.get(address, headers={"Range": asked, "Origin": PAGE}, timeout=30)
        assert (answer.status_code, answer.content) == (status, content)
        assert answer.headers["Accept-Ranges"] == "bytes"
        if part:
            assert answer.headers["Content-Range"] == part
            assert (answer.headers["Content-Type"], answer.headers["Access-Control-Allow-Origin"]) == ("video/mp4", "*")
    with urllib.request.urlopen(address, timeout=30) as whole:
        assert (whole.status, whole.headers["Content-Length"]) == (200, "100")
