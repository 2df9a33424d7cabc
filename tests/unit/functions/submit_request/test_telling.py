import gzip
from datetime import UTC, datetime
from typing import Any

import pytest

FILES = {"lesson.mp4": "gs://lessons/lessons/r-1/lesson.mp4"}


def _time(cloud: Any, field: str) -> str:
    return str(cloud.requests.read("r-1").fields[field].isoformat().replace("+00:00", "Z"))


def test_a_new_request_shows_only_what_there_is(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    answer = call("GET", "/v1/content-requests/r-1")
    assert answer.get_json() == {
        "request_id": "r-1",
        "student_query": "Why is the sky blue?",
        "status": "pending",
        "progress_percentage": 0,
        "current_stage": "Waiting to start",
        "grade_level": "8",
        "duration_minutes": 3,
        "language": "en",
        "interests": [],
        "look": {"theme": "light", "face": "standard"},
        "cost_usd": 0.0,
        "created_at": _time(cloud, "created_at"),
        "updated_at": _time(cloud, "updated_at"),
    }
    assert (answer.status_code, answer.headers["Retry-After"]) == (200, "1")


def test_a_request_can_be_asked_again_as_it_was(ask: Any, call: Any) -> None:
    chosen = {"interests": ["basketball"], "look": {"theme": "dark", "face": "lexend"}}
    ask(**chosen)
    told = call("GET", "/v1/content-requests/r-1").get_json()
    assert {name: told[name] for name in chosen} == chosen


def test_a_finished_request_has_files_to_play(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    done = {"completed_at": datetime(2026, 1, 2, tzinfo=UTC), "status": "completed", "title": "Sky"}
    result = {"duration_seconds": 61.5, "files": FILES, "video": {"codec": "h264"}}
    cloud.store.transact(lambda change: change.update("content_requests/r-1", done | {"result": result}))
    answer = call("GET", "/v1/content-requests/r-1")
    told = answer.get_json()
    address = "http://127.0.0.1:9000/download/storage/v1/b/lessons/o/lessons%2Fr-1%2Flesson.mp4?alt=media"
    assert told["result"] == {"duration_seconds": 61.5, "files": {"lesson.mp4": address}}
    assert (told["title"], told["completed_at"]) == ("Sky", "2026-01-02T00:00:00Z")
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
    assert call("GET", "/v1/content-requests").get_json()["content_requests"][0]["error"] == error


@pytest.mark.parametrize("request_id", ["r-2", "..", "__x__", "x" * 200, "%00", ""])
def test_an_unknown_request_is_not_found(call: Any, request_id: str) -> None:
    answer = call("GET", f"/v1/content-requests/{request_id}")
    assert (answer.status_code, answer.get_json()["code"]) == (404, "unknown_request")


def test_being_alive_needs_no_cloud(call: Any, cloud: Any) -> None:
    del cloud.requests, cloud.ledger
    assert call("GET", "/healthz").get_json() == {"status": "ok"}


@pytest.mark.parametrize(
    ("path", "mimetype"),
    [
        ("/", "text/html"),
        ("/teacher", "text/html"),
        ("/code/main.js", "text/javascript"),
        ("/style/base.css", "text/css"),
        ("/icon.svg", "image/svg+xml"),
    ],
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
    first = call("GET", "/code/main.js")
    second = call("GET", "/code/main.js", headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 304
    assert second.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/code/main.js", "/style/base.css", "/icon.svg"])
def test_a_page_is_sent_compressed_to_who_can_read_that(call: Any, path: str) -> None:
    plain, small = call("GET", path), call("GET", path, headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data) == plain.data
    assert {plain.headers["Vary"], small.headers["Vary"]} == {"Accept-Encoding"}
    assert plain.headers["ETag"] != small.headers["ETag"]


def test_a_font_is_sent_as_it_is_and_kept(call: Any) -> None:
    answer = call("GET", "/fonts/text-regular.woff2", headers={"Accept-Encoding": "gzip"})
    assert answer.data.startswith(b"wOF2")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("font/woff2", "public, max-age=604800")
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize(
    "path", ["/index.html", "/fonts/LICENCE.md", "/code/", "/code/../pipeline.yaml", "/web/index.html"]
)
def test_nothing_else_of_the_folder_is_served(call: Any, path: str) -> None:
    assert call("GET", path).status_code == 404
