"""How many minutes of lesson a minute this machine makes, when many are asked for at once.

Each question is another one, so that no work done for one serves another. The busiest stages say what limits: a stage's
attempts side by side, and how long a lesson waited for it.
"""

import os
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

from rich.console import Console

from benchmarks import report
from benchmarks.lessons import question, wait_for
from benchmarks.own_stack import own_stack
from benchmarks.service_times import processor_seconds
from infra.operate import api
from shared.store import Fields

LESSONS = 20
AIM = 8.0
PATIENCE_SECONDS = 1_800.0


def measure(console: Console) -> dict[str, Any]:
    """Ask all questions at once and wait until every lesson has ended; raise where one does not end."""
    with own_stack() as (stack, cloud):
        before, started = processor_seconds(stack.pids), time.monotonic()
        with ThreadPoolExecutor(LESSONS) as threads:
            asked = list(threads.map(lambda number: api.submit(stack.page, question(number)), range(LESSONS)))
        records = wait_for(asked, cloud, PATIENCE_SECONDS)
        seconds, after = time.monotonic() - started, processor_seconds(stack.pids)
        works = {request_id: cloud.requests.stages(request_id) for request_id in asked}
    used = sum(after.values()) - sum(before.values())
    figures = _figures(records, works, seconds) | {
        "processor_seconds": round(used, 1),
        "share_of_the_machine": round(used / seconds / (os.cpu_count() or 1), 3),
    }
    _show(figures, console)
    return figures


def _figures(records: dict[str, Fields], works: dict[str, dict[str, Fields]], seconds: float) -> dict[str, Any]:
    made = {name: fields for name, fields in records.items() if fields["status"] == "completed"}
    minutes = sum(fields["duration_minutes"] for fields in made.values())
    waits = [(fields["completed_at"] - fields["created_at"]).total_seconds() for fields in made.values()]
    return {
        "lessons": len(records),
        "minutes_each": [fields["duration_minutes"] for fields in records.values()],
        "ends": dict(Counter(fields["status"] for fields in records.values())),
        "lesson_minutes": minutes,
        "seconds": round(seconds, 1),
        "aim_lesson_minutes_per_minute": AIM,
        "lesson_minutes_per_minute": round(minutes / seconds * 60, 2),
        "until_ready_ms": report.spread(waits),
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
    rows = [
        (stage, str(of["pieces_of_work"]), f"{of['mean_seconds']} s", f"{of['seconds']} s", str(of["side_by_side"]))
        for stage, of in figures["stages"].items()
    ]
    console.print(report.table(("Stage", "Pieces of work", "Mean", "In all", "Side by side"), rows))
    ends = ", ".join(f"{count} {end}" for end, count in sorted(figures["ends"].items()))
    console.print(f"{figures['lesson_minutes']} minutes of lesson in {figures['seconds']} s ({ends}).")
    console.print(f"{figures['lesson_minutes_per_minute']} lesson minutes a minute; the aim is {AIM:.0f} on 2 cores.")
    console.print(f"The stack had {figures['share_of_the_machine']:.0%} of the machine's cores.")
