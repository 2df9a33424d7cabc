"""A caller who follows a request is told what is new, and nothing where nothing is."""

from typing import Any

import pytest

ADDRESS = "/v1/content-requests/r-1"


def again(call: Any, answer: Any) -> Any:
    return call("GET", ADDRESS, headers={"If-None-Match": answer.headers["ETag"]})


def test_who_knows_all_there_is_gets_nothing(ask: Any, call: Any) -> None:
    ask()
    first = call("GET", ADDRESS)
    second = again(call, first)
    assert (second.status_code, second.get_data()) == (304, b"")
    assert second.headers["ETag"] == first.headers["ETag"]
    assert second.headers["Retry-After"] == "1"


def test_what_changed_is_told(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    first = call("GET", ADDRESS)
    cloud.store.update("content_requests/r-1", {"progress_percentage": 8})
    second = again(call, first)
    assert (second.status_code, second.get_json()["progress_percentage"]) == (200, 8)
    assert second.headers["ETag"] != first.headers["ETag"]


def test_a_scene_that_gets_on_is_news(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    cloud.store.update("content_requests/r-1", {"scene_headings": ["One"], "status": "generating"})
    first = call("GET", ADDRESS)
    cloud.store.set("content_requests/r-1/request_stages/render_scene-00", {"status": "running"})
    assert again(call, first).get_json()["scenes"] == [{"index": 0, "heading": "One", "state": "narrated"}]


def test_addresses_are_made_anew_before_they_end(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    first = call("GET", ADDRESS)
    cloud.wait(minutes=5)
    assert again(call, first).status_code == 200


def test_scenes_show_how_far_they_are(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    assert "scenes" not in call("GET", ADDRESS).get_json()
    cloud.store.update("content_requests/r-1", {"scene_headings": ["One", "Two", "Three"], "status": "generating"})
    for scene, status in (("00", "done"), ("01", "waiting")):
        cloud.store.set(f"content_requests/r-1/request_stages/render_scene-{scene}", {"status": status})
    scenes = call("GET", ADDRESS).get_json()["scenes"]
    bucket = cloud.settings.gcs_temp_files_bucket
    assert scenes == [
        {
            "index": 0,
            "heading": "One",
            "state": "rendered",
            "picture": f"http://127.0.0.1:9000/download/storage/v1/b/{bucket}/o/scenes%2Fr-1%2F00.jpg?alt=media",
        },
        {"index": 1, "heading": "Two", "state": "narrated"},
        {"index": 2, "heading": "Three", "state": "waiting"},
    ]
    cloud.store.set("content_requests/r-1/request_stages/narrate_scenes", {"status": "done"})
    assert call("GET", ADDRESS).get_json()["scenes"][2]["state"] == "narrated"


@pytest.mark.parametrize(("days", "is_kept"), [(6, True), (7, False)])
def test_pictures_are_told_of_while_they_are_kept(ask: Any, call: Any, cloud: Any, days: int, is_kept: bool) -> None:
    ask()
    cloud.store.update("content_requests/r-1", {"scene_headings": ["One"], "status": "completed"})
    cloud.wait(days=days)
    [scene] = call("GET", ADDRESS).get_json()["scenes"]
    assert (scene["state"], "picture" in scene) == ("rendered", is_kept)
