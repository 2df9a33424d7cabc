from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from infra.operate import checks
from infra.operate.checks import Check, Cue, Video
from infra.operate.timeline import CHAIN
from shared.paths import LESSON_FILES

NOW = datetime(2026, 1, 1, tzinfo=UTC)
RECORD = {
    "status": "completed",
    "progress_percentage": 100,
    "created_at": NOW,
    "completed_at": NOW + timedelta(seconds=20),
    "updated_at": NOW + timedelta(seconds=20),
    "cost_usd": 0.01,
    "topic": "Photosynthesis",
    "sources": [{"title": "Photosynthesis", "licence": "CC BY 4.0"}],
}
VIDEO = Video("h264", (1920, 1080), "yuv420p", "aac", 61.0, ["ftyp", "moov", "mdat"])


def wrong(found: list[Check]) -> list[str]:
    return [check.name for check in found if not check.is_right]


def works(scenes: int) -> dict[str, dict[str, Any]]:
    names = [name for name in CHAIN if name != "render_scene"]
    names += [f"render_scene-{index:02d}" for index in range(scenes)]
    return {name: {"status": "done"} for name in names}


def metrics(scenes: int) -> dict[str, dict[str, Any]]:
    return {name: {"cost_usd": 0.25, "queue_seconds": 0.1} for name in works(scenes)}


def story(*pairs: tuple[str, str]) -> list[dict[str, Any]]:
    at = (NOW + timedelta(seconds=index) for index in count())
    return [{"at": next(at), "kind": kind, "stage": stage} for kind, stage in pairs]


WHOLE_STORY = [("accepted", "submit_request"), *[("finished", stage) for stage in CHAIN]]


CUES = [Cue(0.0, 1.0, ["x" * 42, "two"]), Cue(1.0, 8.0, ["three"])]


@pytest.mark.parametrize(
    "found",
    [
        checks.record_checks(RECORD),
        checks.stage_checks(works(3), 3),
        checks.metrics_checks(metrics(1), ["submit_request", *works(1)], 0.25 * len(works(1))),
        checks.event_checks(story(*WHOLE_STORY)),
        checks.caption_checks(CUES),
        checks.video_checks(VIDEO, 60),
    ],
)
def test_a_lesson_that_is_whole_is_right(found: list[Check]) -> None:
    assert wrong(found) == []


@pytest.mark.parametrize(
    ("found", "number"), [(checks.record_checks({}), 6), (checks.event_checks([]), 4), (checks.caption_checks([]), 5)]
)
def test_nothing_at_all_is_wrong_in_everything(found: list[Check], number: int) -> None:
    assert len(wrong(found)) == number


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"status": "failed"}, "record is completed"),
        ({"progress_percentage": 99}, "progress is 100 %"),
        ({"completed_at": NOW - timedelta(seconds=1)}, "record has its times in order"),
        ({"completed_at": None}, "record has its times in order"),
        ({"cost_usd": 0.0}, "record has a cost"),
        ({"topic": ""}, "record has a topic"),
        ({"sources": []}, "every source has a licence"),
        ({"sources": [{"title": "Photosynthesis", "licence": ""}]}, "every source has a licence"),
    ],
)
def test_what_a_record_lacks_is_named(change: dict[str, Any], name: str) -> None:
    assert wrong(checks.record_checks(RECORD | change)) == [name]


def test_a_scene_that_is_missing_is_named() -> None:
    [check] = [check for check in checks.stage_checks(works(2), 3) if not check.is_right]
    assert check.detail == "render_scene-02 is missing"


def test_a_lesson_without_scenes_is_wrong() -> None:
    assert wrong(checks.stage_checks(works(0), 0)) == ["render_scene is done"]


def test_work_without_metrics_is_told() -> None:
    [check, _] = [each for each in checks.metrics_checks(metrics(1), works(2), 2.0) if not each.is_right]
    assert check.detail == "render_scene-01"


def test_a_message_of_which_nobody_knows_how_long_it_waited_is_told() -> None:
    found = metrics(0) | {"write_script": {"cost_usd": 0.25, "queue_seconds": None}}
    assert wrong(checks.metrics_checks(found, works(0), 1.25)) == ["it is known how long each message waited"]


def test_events_out_of_order_are_wrong() -> None:
    events = story(*WHOLE_STORY)
    events[2]["at"] = NOW - timedelta(seconds=1)
    assert wrong(checks.event_checks(events)) == ["events are in order"]


def test_a_story_without_its_end_is_wrong() -> None:
    assert wrong(checks.event_checks(story(*WHOLE_STORY[:-1]))) == [
        "the last event is the lesson's end",
        "every piece of work has finished once",
    ]


def test_work_that_was_finished_twice_is_wrong() -> None:
    events = story(*WHOLE_STORY[:2], *WHOLE_STORY[1:])
    assert wrong(checks.event_checks(events)) == ["every piece of work has finished once"]


def test_scenes_finish_once_each() -> None:
    events = story(*WHOLE_STORY[:-1], ("finished", "render_scene"), WHOLE_STORY[-1])
    events[-3]["scene"], events[-2]["scene"] = 0, 1
    assert wrong(checks.event_checks(events)) == []


def test_an_empty_file_and_a_missing_one_are_wrong() -> None:
    sizes: dict[str, int | None] = dict.fromkeys(LESSON_FILES, 10) | {"lesson.mp4": 0, "captions.vtt": None}
    assert wrong(checks.object_checks(sizes)) == ["lesson.mp4 is there", "captions.vtt is there"]


@pytest.mark.parametrize(
    ("cues", "name"),
    [
        ([Cue(0.0, 2.0, ["x" * 43])], "a line has at most 42 characters"),
        ([Cue(0.0, 2.0, ["one", "two", "three"])], "a cue has at most 2 lines"),
        ([Cue(0.0, 0.9, ["one"])], "a cue lasts 1 to 7 seconds"),
        ([Cue(0.0, 7.1, ["one"])], "a cue lasts 1 to 7 seconds"),
        ([Cue(0.0, 2.0, ["one"]), Cue(1.5, 3.0, ["two"])], "cues follow one another"),
    ],
)
def test_captions_that_cannot_be_read_are_named(cues: list[Cue], name: str) -> None:
    assert wrong(checks.caption_checks(cues)) == [name]


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"codec": "hevc"}, "video is H.264"),
        ({"size": (1280, 720)}, "video is 1920x1080"),
        ({"pixel_format": "yuv444p"}, "pixels are yuv420p"),
        ({"audio_codec": "none"}, "sound is AAC"),
        ({"seconds": 66.1}, "length is within 10 %"),
        ({"seconds": 53.9}, "length is within 10 %"),
        ({"top_boxes": ["ftyp", "mdat", "moov"]}, "video starts before it is loaded"),
        ({"top_boxes": ["ftyp"]}, "video starts before it is loaded"),
    ],
)
def test_what_is_wrong_with_a_video_is_named(change: dict[str, Any], name: str) -> None:
    assert wrong(checks.video_checks(VIDEO._replace(**change), 60)) == [name]


@pytest.mark.parametrize(("told", "is_right"), [(61.0, True), (61.09, True), (61.2, False), (None, False)])
def test_the_length_that_is_told_is_that_of_the_video(told: float | None, is_right: bool) -> None:
    assert checks.length_check(VIDEO, told).is_right is is_right
