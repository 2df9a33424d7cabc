"""How many minutes of lesson a minute this machine makes, when many are asked for at once.

Run with `python -m benchmarks.throughput`. It starts a stack of its own. Each question is another one, so that no work
done for one serves another. The busiest stages say what limits: a stage's attempts side by side, and how long a lesson
waited for it.
"""

import time
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.report import run
from benchmarks.spread import spread
from infra.local.seed import seed
from infra.local.stack import PROJECT, Stack, in_environment
from infra.operate import api
from shared.cloud import Cloud, connect
from shared.store import Fields

TOPICS = (
    ("photosynthesis", "8"),
    ("gravity", "6"),
    ("the water cycle", "6"),
    ("the Pythagorean theorem", "8"),
    ("the seasons", "5"),
    ("plate tectonics", "7"),
    ("fractions", "4"),
    ("Newton's laws of motion", "8"),
    ("cells", "7"),
    ("the rock cycle", "6"),
    ("the solar system", "5"),
    ("food webs", "5"),
    ("electricity and circuits", "7"),
    ("sound waves", "6"),
    ("volcanoes", "6"),
    ("states of matter", "6"),
    ("density", "8"),
    ("ratios", "7"),
    ("probability", "7"),
    ("ancient Egypt", "6"),
)
MINUTES = (1, 2, 3)
AIM = 8.0
PATIENCE_SECONDS = 1_800.0
LOOK_SECONDS = 1.0


def measure(console: Console) -> dict[str, Any]:
    """Ask all questions at once and wait until every lesson has ended; raise where one does not end well."""
    with TemporaryDirectory(prefix="throughput-") as name, Stack(folder=Path(name), page_port=None) as stack:
        with in_environment(stack.environment):
            seed(PROJECT, stack.environment["GCS_OER_CONTENT_BUCKET"])
            cloud = connect("submit_request")
            started = time.monotonic()
            asked = {api.submit(stack.page, question): question for question in _questions()}
            records = _wait(list(asked), cloud)
            seconds = time.monotonic() - started
            works = {request_id: cloud.requests.stages(request_id) for request_id in asked}
    figures = _figures(records, works, seconds)
    _show(figures, console)
    return figures


def _questions() -> list[dict[str, Any]]:
    return [
        {
            "student_id": f"student-{number}",
            "student_query": f"Explain {topic}",
            "grade_level": grade,
            "duration_minutes": MINUTES[number % len(MINUTES)],
        }
        for number, (topic, grade) in enumerate(TOPICS)
    ]


def _wait(requests: list[str], cloud: Cloud) -> dict[str, Fields]:
    """Return the records of all requests once they have ended; raise `TimeoutError` where some do not end."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    ended: dict[str, Fields] = {}
    while waiting := [request_id for request_id in requests if request_id not in ended]:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{len(waiting)} lessons have not ended, the first of them {waiting[0]}")
        time.sleep(LOOK_SECONDS)
        for request_id in waiting:
            record = cloud.requests.read(request_id)
            if record and record.status.is_terminal:
                ended[request_id] = record.fields
    return ended


def _figures(records: dict[str, Fields], works: dict[str, dict[str, Fields]], seconds: float) -> dict[str, Any]:
    made = {name: fields for name, fields in records.items() if fields["status"] == "completed"}
    minutes = sum(fields["duration_minutes"] for fields in made.values())
    waits = [(fields["completed_at"] - fields["created_at"]).total_seconds() for fields in made.values()]
    return {
        "lessons": len(records),
        "ends": dict(Counter(fields["status"] for fields in records.values())),
        "lesson_minutes": minutes,
        "seconds": round(seconds, 1),
        "aim_lesson_minutes_per_minute": AIM,
        "lesson_minutes_per_minute": round(minutes / seconds * 60, 2),
        "until_ready_ms": spread(waits),
        "stages": _stages(works),
    }


def _stages(works: dict[str, dict[str, Fields]]) -> dict[str, dict[str, float]]:
    """Return, for each stage, its attempts, their seconds, and how many of them ran side by side on average."""
    spans: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for stages in works.values():
        for work in stages.values():
            if work["status"] == "done" and work["stage"] != "submit_request":
                spans[work["stage"]].append((work["started_at"], work["finished_at"]))
    return {stage: _busy(found) for stage, found in spans.items()}


def _busy(spans: list[tuple[datetime, datetime]]) -> dict[str, float]:
    lengths = [(end - start).total_seconds() for start, end in spans]
    covered = (max(end for _, end in spans) - min(start for start, _ in spans)) / timedelta(seconds=1)
    return {
        "pieces_of_work": len(spans),
        "mean_seconds": round(sum(lengths) / len(lengths), 2),
        "seconds": round(sum(lengths), 1),
        "side_by_side": round(sum(lengths) / covered, 2),
    }


def _show(figures: dict[str, Any], console: Console) -> None:
    table = Table("Stage", "Pieces of work", "Mean", "In all", "Side by side", box=None, pad_edge=False)
    for stage, found in figures["stages"].items():
        mean, total, beside = f"{found['mean_seconds']} s", f"{found['seconds']} s", f"{found['side_by_side']}"
        table.add_row(stage, str(found["pieces_of_work"]), mean, total, beside)
    console.print(table)
    ends = ", ".join(f"{count} {end}" for end, count in sorted(figures["ends"].items()))
    console.print(f"{figures['lesson_minutes']} minutes of lesson in {figures['seconds']} s ({ends}).")
    console.print(f"{figures['lesson_minutes_per_minute']} lesson minutes a minute; the aim is {AIM:.0f} on 2 cores.")


if __name__ == "__main__":
    run("throughput", measure)
