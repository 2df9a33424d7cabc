"""What a finished lesson must be, as pure functions from what is there to checks that hold or do not."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from infra.operate.timeline import REUSING, way
from shared.paths import LESSON_FILES

MOST_LINES = 2
LONGEST_LINE = 42
CUE_SECONDS = (1.0, 7.0)
LENGTH_TOLERANCE = 0.10
SAME_LENGTH_SECONDS = 0.1
"""A picture lasts a thirtieth of a second, and sound ends with a whole frame of 1,024 samples."""
SAME_COST_USD = 0.00001
ROUNDING_SECONDS = 0.002
"""Captions have milliseconds."""


class Check(NamedTuple):
    """Say what was looked at, whether it is right, and what was found."""

    name: str
    is_right: bool
    detail: str


class Cue(NamedTuple):
    """Hold a caption: its times in seconds and its lines."""

    start: float
    end: float
    lines: list[str]


class Video(NamedTuple):
    """Hold what a video file says of itself."""

    codec: str
    size: tuple[int, int]
    pixel_format: str
    audio_codec: str
    seconds: float
    top_boxes: list[str]
    """The names of the file's boxes at top level, in order."""


def record_checks(fields: Mapping[str, Any]) -> list[Check]:
    """Check the record of a completed request."""
    times = [fields.get(name) for name in ("created_at", "updated_at", "completed_at")]
    in_order = all(times) and fields["created_at"] <= fields["completed_at"] <= fields["updated_at"]
    sources = fields.get("sources") or []
    return [
        Check("record is completed", fields.get("status") == "completed", str(fields.get("status"))),
        Check("progress is 100 %", fields.get("progress_percentage") == 100, f"{fields.get('progress_percentage')} %"),
        Check("record has its times in order", bool(in_order), " ".join(str(time) for time in times)),
        Check("record has a cost", fields.get("cost_usd", 0) > 0, f"${fields.get('cost_usd', 0):.6f}"),
        Check("record has a topic", bool(fields.get("topic")), str(fields.get("topic"))),
        Check(
            "every source has a licence",
            bool(sources) and all(source.get("licence") for source in sources),
            ", ".join(f"{source.get('title')} ({source.get('licence')})" for source in sources) or "no source",
        ),
    ]


def stage_checks(works: Mapping[str, Mapping[str, Any]], scene_count: int) -> list[Check]:
    """Check that every piece of work is done."""
    checks = []
    for stage in way(set(works)):
        names = [f"{stage}-{scene:02d}" for scene in range(scene_count)] if stage == "render_scene" else [stage]
        open_work = [f"{name} is {works.get(name, {}).get('status', 'missing')}" for name in names]
        wrong = [found for found in open_work if not found.endswith(" is done")]
        detail = ", ".join(wrong) or f"{len(names)} done"
        checks.append(Check(f"{stage} is done", bool(names) and not wrong, detail))
    return checks


def metrics_checks(metrics: Mapping[str, Mapping[str, Any]], works: Iterable[str], cost_usd: float) -> list[Check]:
    """Check that what each work took is counted, and adds up to what the lesson cost."""
    missing = [name for name in works if name != "submit_request" and name not in metrics]
    total = sum(each["cost_usd"] for each in metrics.values())
    unknown = [name for name, each in metrics.items() if each["queue_seconds"] is None]
    return [
        Check("every piece of work has its metrics", not missing, ", ".join(missing) or f"{len(metrics)} metrics"),
        Check("metrics add up to the cost", abs(total - cost_usd) < SAME_COST_USD, f"${total:.6f} of ${cost_usd:.6f}"),
        Check("it is known how long each message waited", not unknown, ", ".join(unknown) or "of all work"),
    ]


def event_checks(events: Sequence[Mapping[str, Any]]) -> list[Check]:
    """Check that the events tell the story from beginning to end."""
    times = [event["at"] for event in events]
    kinds = [(event["kind"], event["stage"]) for event in events]
    finished = [(event["stage"], event.get("scene")) for event in events if event["kind"] in ("finished", "reused")]
    stages = {stage for stage, _ in finished}
    is_once = len(finished) == len(set(finished)) and stages == set(way(stages))
    last = ("reused", REUSING[-1]) if kinds[-1:] == [("reused", REUSING[-1])] else ("finished", "assemble_video")
    return [
        Check("events are in order", bool(times) and times == sorted(times), f"{len(times)} events"),
        Check("the first event is accepted", bool(kinds) and kinds[0][0] == "accepted", str(kinds[:1])),
        Check("the last event is the lesson's end", kinds[-1:] == [last], str(kinds[-1:])),
        Check("every piece of work has finished once", is_once, f"{len(finished)} finished"),
    ]


def object_checks(sizes: Mapping[str, int | None]) -> list[Check]:
    """Check that every file of the lesson is there and holds something; sizes are in bytes, None is missing."""
    return [
        Check(f"{name} is there", bool(sizes.get(name)), f"{sizes.get(name) or 0:,} bytes") for name in LESSON_FILES
    ]


def caption_checks(cues: Sequence[Cue]) -> list[Check]:
    """Check that captions can be read in time."""
    lines = [line for cue in cues for line in cue.lines]
    longest = max(map(len, lines), default=0)
    most = max((len(cue.lines) for cue in cues), default=0)
    lengths = [cue.end - cue.start for cue in cues]
    low, high = min(lengths, default=0.0), max(lengths, default=0.0)
    in_time = CUE_SECONDS[0] - ROUNDING_SECONDS <= low and high <= CUE_SECONDS[1] + ROUNDING_SECONDS
    follow_on = all(before.end <= after.start + ROUNDING_SECONDS for before, after in pairwise(cues))
    return [
        Check("captions have cues", bool(cues), f"{len(cues)} cues"),
        Check(f"a cue has at most {MOST_LINES} lines", 0 < most <= MOST_LINES, f"at most {most}"),
        Check(f"a line has at most {LONGEST_LINE} characters", 0 < longest <= LONGEST_LINE, f"at most {longest}"),
        Check("a cue lasts 1 to 7 seconds", bool(cues) and in_time, f"{low:.2f} to {high:.2f} s"),
        Check("cues follow one another", bool(cues) and follow_on, "in order" if follow_on else "they overlap"),
    ]


def length_check(video: Video, told_seconds: float | None) -> Check:
    """Check that the video is as long as `lesson.json` tells; None is a length that it does not tell."""
    is_same = told_seconds is not None and abs(video.seconds - told_seconds) <= SAME_LENGTH_SECONDS
    told = "no length" if told_seconds is None else f"{told_seconds:.2f} s"
    return Check("lesson.json tells the video's length", is_same, f"{video.seconds:.2f} s, and it tells {told}")


def video_checks(video: Video, expected_seconds: float) -> list[Check]:
    """Check that the video plays everywhere and is as long as was asked for."""
    off = abs(video.seconds - expected_seconds) / expected_seconds
    boxes = video.top_boxes
    is_fast = "moov" in boxes and "mdat" in boxes and boxes.index("moov") < boxes.index("mdat")
    width, height = video.size
    return [
        Check("video is H.264", video.codec == "h264", video.codec),
        Check("video is 1920x1080", video.size == (1920, 1080), f"{width}x{height}"),
        Check("pixels are yuv420p", video.pixel_format == "yuv420p", video.pixel_format),
        Check("sound is AAC", video.audio_codec == "aac", video.audio_codec),
        Check(
            "length is within 10 %",
            off <= LENGTH_TOLERANCE,
            f"{video.seconds:.1f} s of {expected_seconds:.0f} s asked for",
        ),
        Check("video starts before it is loaded", is_fast, " ".join(boxes)),
    ]
