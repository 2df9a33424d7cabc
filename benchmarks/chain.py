"""From the question to the lesson through the whole chain, by stage, and how long messages travel between stages.

It runs a stack of its own. Alone: `python -m benchmarks.chain`.
"""

import time
from collections import defaultdict
from statistics import median
from typing import Any

from google.cloud import storage
from rich.console import Console
from rich.table import Table

from benchmarks import report
from benchmarks.own_stack import own_stack
from infra.local.stack import PROJECT, Stack
from infra.operate import api
from infra.operate.failure import Failure
from infra.operate.spans import Span, of_request, read
from shared import paths
from shared.cloud import Cloud

ROUNDS = 5
QUESTION = {"student_query": "Explain photosynthesis for 8th grade students", "grade_level": "8"}
MOST_SECONDS, MOST_HOP_SECONDS = 30.0, 0.150
PATIENCE_SECONDS, LOOK_EVERY_SECONDS = 300.0, 0.05


def measure(console: Console) -> dict[str, Any]:
    """Ask the same question several times, after once to warm up; the median of each figure counts."""
    stages: dict[str, list[float]] = defaultdict(list)
    hops: dict[str, list[float]] = defaultdict(list)
    wholes = []
    with own_stack() as (stack, cloud):
        ask("warm-up", stack, cloud)
        for number in range(ROUNDS):
            request_id = f"chain-{number}"
            wholes.append(ask(request_id, stack, cloud))
            spans = of_request(request_id, read(stack.folder / "traces"))
            for name in dict.fromkeys(span.name for span in spans):
                works = [span for span in spans if span.name == name]
                stages[name].append(max(span.end for span in works) - min(span.start for span in works))
            for name, waited in _hops(request_id, spans, stack.environment["GCS_TEMP_FILES_BUCKET"]):
                hops[name].append(waited)
    every = [waited for found in hops.values() for waited in found]
    figures = {
        "question_to_lesson_seconds": round(median(wholes), 2),
        "of": [round(seconds, 2) for seconds in wholes],
        "stage_seconds": {name: round(median(found), 3) for name, found in stages.items()},
        "hop_seconds": {name: round(median(found), 4) for name, found in hops.items()},
        "hop_seconds_median": round(median(every), 4),
    }
    console.print(_table(figures))
    return figures


def ask(request_id: str, stack: Stack, cloud: Cloud, minutes: int = 3) -> float:
    """Ask over HTTP and wait for the lesson; return the seconds until its record says that it is completed."""
    started = time.perf_counter()
    own = {"request_id": request_id, "student_id": f"student-{request_id}", "duration_minutes": minutes}
    api.submit(stack.page, QUESTION | own)
    while time.perf_counter() - started < PATIENCE_SECONDS:
        record = cloud.requests.read(request_id)
        if record and record.status.is_terminal:
            if record.status.value != "completed":
                raise Failure(f"{request_id} ended as {record.status.value}: {record.fields.get('error')}")
            return time.perf_counter() - started
        time.sleep(LOOK_EVERY_SECONDS)
    raise Failure(f"{request_id} has not ended after {PATIENCE_SECONDS:.0f} s")


def _hops(request_id: str, spans: list[Span], bucket: str) -> list[tuple[str, float]]:
    """Return how long each piece of work was asked for before it began: since a stage's end or an object's creation."""
    found = [(span.name, span.waited) for span in spans if span.waited is not None and span.name != "render_scene"]
    client = storage.Client(project=PROJECT)
    for span in spans:
        if span.name == "render_scene" and span.scene is not None:
            recording = client.bucket(bucket).get_blob(paths.narration(request_id, span.scene))
            if recording is None:
                raise Failure(f"the recording of scene {span.scene} of {request_id} is gone")
            found.append((span.name, span.start - recording.time_created.timestamp()))
    return found


def _table(found: dict[str, Any]) -> Table:
    table = Table("The chain", "Median", "Between", "Aim", "", box=None, pad_edge=False)
    whole, hop = found["question_to_lesson_seconds"], found["hop_seconds_median"]
    table.add_row(
        f"question to lesson, {ROUNDS} times",
        f"{whole:.1f} s",
        f"{min(found['of']):.1f} to {max(found['of']):.1f} s",
        f"at most {MOST_SECONDS:.0f} s",
        report.verdict(whole <= MOST_SECONDS),
    )
    table.add_row(
        "from an event to the start of its work",
        f"{hop * 1000:.0f} ms",
        "",
        f"at most {MOST_HOP_SECONDS * 1000:.0f} ms",
        report.verdict(hop <= MOST_HOP_SECONDS),
    )
    for name, seconds in found["stage_seconds"].items():
        waited = found["hop_seconds"].get(name)
        table.add_row(
            f"  {name}", f"{seconds:.2f} s", "" if waited is None else f"after {waited * 1000:.0f} ms", "", ""
        )
    return table


if __name__ == "__main__":
    report.run("chain", measure)
