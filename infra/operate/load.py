"""Many requests at once: how fast they are taken in, and how fast lessons come out."""

import json
import statistics
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from infra.local.services import REPOSITORY
from infra.operate import api
from infra.operate.failure import Failure
from infra.operate.target import connected, place
from shared.cloud import Cloud

QUESTIONS = (
    ("Explain photosynthesis", "8"),
    ("What is gravity?", "6"),
    ("How does the water cycle work?", "6"),
    ("What is the Pythagorean theorem?", "8"),
    ("Why do we have seasons?", "5"),
    ("How do plate tectonics work?", "7"),
    ("What is a fraction?", "3"),
    ("What are Newton's laws of motion?", "8"),
)
MINUTES = (1, 2, 3)
BURST_A_SECOND = 50
BURST_AT_ONCE = 40
PATIENCE_SECONDS = 3_600.0
LOOK_EVERY_SECONDS = 2.0
REUSED = "completed (reused)"
MADE = {"completed", REUSED}
LOOK_AT = 20
"""Of those that have not ended, at a time: the earliest end first."""
OUT = REPOSITORY / "out" / "load.json"


def load(count: int, burst: int, target: str, console: Console) -> int:
    """Ask `count` questions of mixed lengths at once, then `burst` of a minute each; wait until all have ended."""
    where = place(target)
    started = time.monotonic()
    name = f"load-{int(time.time())}"
    with connected(where) as cloud, ThreadPoolExecutor(max(count, 1)) as threads:
        first = [_question(name, number, MINUTES[number % len(MINUTES)]) for number in range(count)]
        first_seconds = list(threads.map(lambda question: _submit(where.api, question), first))
        later = [_question(name, count + number, 1) for number in range(burst)]
        burst_seconds = _burst(where.api, later)
        asked = [*first, *later]
        ends = _wait([str(question["request_id"]) for question in asked], cloud, console)
    seconds = time.monotonic() - started
    minutes = sum(question["duration_minutes"] for question in asked if ends[question["request_id"]] in MADE)
    report = {
        "requests": len(asked),
        "ends": dict(Counter(ends.values())),
        "seconds": round(seconds, 1),
        "lesson_minutes_per_minute": round(minutes / seconds * 60, 2),
        "submission_ms": {"first": _spread(first_seconds), "burst": _spread(burst_seconds)},
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(report, indent=2) + "\n", "utf-8")
    _show(report, console)
    return 0 if set(ends.values()) <= MADE else 1


def _burst(address: str, questions: list[dict[str, Any]]) -> list[float]:
    """Ask at a steady rate, whether answers have come or not, as a class does."""
    with ThreadPoolExecutor(BURST_AT_ONCE) as threads:
        answers = []
        for question in questions:
            answers.append(threads.submit(_submit, address, question))
            time.sleep(1 / BURST_A_SECOND)
        return [answer.result() for answer in answers]


def _question(name: str, number: int, minutes: int) -> dict[str, Any]:
    query, grade = QUESTIONS[number % len(QUESTIONS)]
    return {
        "request_id": f"{name}-{number}",
        "student_id": f"student-{number}",
        "student_query": query,
        "grade_level": grade,
        "duration_minutes": minutes,
    }


def _submit(address: str, question: dict[str, Any]) -> float:
    started = time.monotonic()
    api.submit(address, question)
    return time.monotonic() - started


def _wait(requests: list[str], cloud: Cloud, console: Console) -> dict[str, str]:
    """Return how each request ended; raise `Failure` where some do not end. It asks seldom, not to be a load itself."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    waiting = list(requests)
    ends: dict[str, str] = {}
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("Lessons", total=len(requests))
        while waiting:
            if time.monotonic() > deadline:
                raise Failure(f"{len(waiting)} requests have not ended, the first of them {waiting[0]}")
            time.sleep(LOOK_EVERY_SECONDS)
            for request_id in waiting[:LOOK_AT]:
                record = cloud.requests.read(request_id)
                if record and record.status.is_terminal:
                    ends[request_id] = REUSED if record.fields.get("reused") else record.status.value
            waiting = [request_id for request_id in requests if request_id not in ends]
            progress.update(task, completed=len(ends))
    return ends


def _spread(seconds: list[float]) -> dict[str, float]:
    """Return the median and the 95th percentile in milliseconds."""
    if len(seconds) < 2:
        return {}
    cuts = statistics.quantiles(seconds, n=20, method="inclusive")
    return {"p50": round(statistics.median(seconds) * 1000, 1), "p95": round(cuts[18] * 1000, 1)}


def _show(report: dict[str, Any], console: Console) -> None:
    table = Table("Submissions", "p50", "p95", box=None, pad_edge=False)
    for name, spread in report["submission_ms"].items():
        if spread:
            table.add_row(name, f"{spread['p50']} ms", f"{spread['p95']} ms")
    console.print(table)
    ends = ", ".join(f"{count} {end}" for end, count in sorted(report["ends"].items()))
    console.print(f"{report['requests']} requests in {report['seconds']} s: {ends}.")
    console.print(f"{report['lesson_minutes_per_minute']} lesson minutes a minute.")
