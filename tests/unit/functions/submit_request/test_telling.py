from datetime import UTC, datetime
from typing import Any

import pytest

FILES = {"lesson.mp4": "gs://lessons/lessons/r-1/lesson.mp4"}


@pytest.fixture(autouse=True)
def storage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", "http://127.0.0.1:9000")


def test_a_new_request_shows_only_what_there_is(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    answer = call("GET", "/v1/content-requests/r-1")
    assert answer.get_json() == {
        "request_id": "r-1",
        "status": "pending",
        "progress_percentage": 0,
        "current_stage": "Waiting to start",
        "grade_level": "8",
        "duration_minutes": 3,
        "cost_usd": 0.0,
        "created_at": cloud.requests.read("r-1").fields["created_at"].isoformat(),
        "updated_at": cloud.requests.read("r-1").fields["updated_at"].isoformat(),
    }
    assert (answer.status_code, answer.headers["Retry-After"]) == (200, "1")


def test_a_finished_request_has_files_to_play(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    done = {"completed_at": datetime(2026, 1, 2, tzinfo=UTC), "status": "completed", "title": "Sky"}
    result = {"duration_seconds": 61.5, "files": FILES, "video": {"codec": "h264"}}
    cloud.store.transact(lambda change: change.update("content_requests/r-1", done | {"result": result}))
    answer = call("GET", "/v1/content-requests/r-1")
    told = answer.get_json()
    address = "http://127.0.0.1:9000/download/storage/v1/b/lessons/o/lessons%2Fr-1%2Flesson.mp4?alt=media"
    assert told["result"] == {"duration_seconds": 61.5, "files": {"lesson.mp4": address}}
    assert (told["title"], told["completed_at"]) == ("Sky", "2026-01-02T00:00:00+00:00")
    assert "Retry-After" not in answer.headers


def test_a_reused_lesson_says_so_and_not_from_whom(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    cloud.store.update("content_requests/r-1", {"reused": True, "reused_from": "r-0", "reuse_key": "a-key"})
    told = call("GET", "/v1/content-requests/r-1").get_json()
    assert told["reused"] is True
    assert "r-0" not in str(told)
    assert "a-key" not in str(told)


def test_a_failed_request_says_why(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    error = {"code": "no_source_material", "message": "There is nothing about that.", "stage": "retrieve_content"}
    stored = {"status": "failed", "error": error | {"last_error": "Boom: not for a student"}}
    cloud.store.transact(lambda change: change.update("content_requests/r-1", stored))
    assert call("GET", "/v1/content-requests/r-1").get_json()["error"] == error


@pytest.mark.parametrize("request_id", ["r-2", "..", "__x__", "x" * 200, "%00", "r-1%2Fmore", ""])
def test_an_unknown_request_is_not_found(call: Any, request_id: str) -> None:
    answer = call("GET", f"/v1/content-requests/{request_id}")
    assert (answer.status_code, answer.get_json()["code"]) == (404, "unknown_request")


def test_being_alive_needs_no_cloud(call: Any, cloud: Any) -> None:
    del cloud.requests, cloud.ledger
    assert call("GET", "/healthz").get_json() == {"status": "ok"}


@pytest.mark.parametrize(
    ("path", "mimetype"),
    [("/", "text/html"), ("/app.js", "text/javascript"), ("/style.css", "text/css"), ("/icon.svg", "image/svg+xml")],
)
def test_the_page_is_served_under_a_strict_policy(call: Any, path: str, mimetype: str) -> None:
    answer = call("GET", path)
    assert (answer.status_code, answer.mimetype) == (200, mimetype)
    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert "default-src 'none'" in policy
    assert "media-src http://127.0.0.1:9000" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-cache"


def test_in_the_cloud_the_page_may_play_from_cloud_storage(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STORAGE_EMULATOR_HOST")
    assert "media-src https://storage.googleapis.com;" in call("GET", "/").headers["Content-Security-Policy"]


def test_a_page_that_has_not_changed_is_not_sent_again(call: Any) -> None:
    first = call("GET", "/app.js")
    second = call("GET", "/app.js", headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 304
    assert second.headers["X-Content-Type-Options"] == "nosniff"
