"""From the question to the lesson through the whole chain, by stage, and how long messages travel between stages."""

import time
from collections import defaultdict
from collections.abc import Iterator
from statistics import median
from typing import Any

from google.cloud import storage
from rich.console import Console

from benchmarks import lessons, report
from benchmarks.own_stack import own_stack
from infra.local.stack import PROJECT
from infra.operate.failure import Failure
from infra.operate.spans import Span, of_request, read
from shared import paths

ROUNDS = 5
QUESTION = {"student_query": "Explain photosynthesis for 8th grade students", "grade_level": "8", "duration_minutes": 3}
MOST_SECONDS, MOST_HOP_SECONDS = 30.0, 0.150
LOOK_SECONDS = 0.05


def measure(console: Console) -> dict[str, Any]:
    """Ask the same question several times, after once to warm up; the median of each figure counts."""
    stages: dict[str, list[float]] = defaultdict(list)
    hops: dict[str, list[float]] = defaultdict(list)
    wholes = []
    with own_stack() as (stack, cloud):
        lessons.make(QUESTION | {"student_id": "warm-up"}, stack, cloud)
        for number in range(ROUNDS):
            started = time.perf_counter()
            record = lessons.make(QUESTION | {"student_id": f"chain-{number}"}, stack, cloud, LOOK_SECONDS)
            wholes.append(time.perf_counter() - started)
            spans = of_request(record["request_id"], read(stack.folder / "traces"))
            for name in dict.fromkeys(span.name for span in spans):
                works = [span for span in spans if span.name == name]
                stages[name].append(max(span.end for span in works) - min(span.start for span in works))
            for name, waited in _hops(record["request_id"], spans, stack.environment["GCS_TEMP_FILES_BUCKET"]):
                hops[name].append(waited)
    every = [waited for found in hops.values() for waited in found]
    figures = {
        "question_to_lesson_seconds": round(median(wholes), 2),
        "of": [round(seconds, 2) for seconds in wholes],
        "stage_seconds": {name: round(median(found), 3) for name, found in stages.items()},
        "hop_seconds": {name: round(median(found), 4) for name, found in hops.items()},
        "hop_seconds_median": round(median(every), 4),
    }
    console.print(report.table(("The chain", "Median", "Between", "Aim", ""), _rows(figures)))
    return figures


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


def _rows(found: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    whole, hop = found["question_to_lesson_seconds"], found["hop_seconds_median"]
    between = f"{min(found['of']):.1f} to {max(found['of']):.1f} s"
    aim, verdict = f"at most {MOST_SECONDS:.0f} s", report.verdict(whole <= MOST_SECONDS)
    yield f"question to lesson, {ROUNDS} times", f"{whole:.1f} s", between, aim, verdict
    aim, verdict = f"at most {MOST_HOP_SECONDS * 1000:.0f} ms", report.verdict(hop <= MOST_HOP_SECONDS)
    yield "from an event to the start of its work", f"{hop * 1000:.0f} ms", "", aim, verdict
    for name, seconds in found["stage_seconds"].items():
        waited = found["hop_seconds"].get(name)
        yield f"  {name}", f"{seconds:.2f} s", "" if waited is None else f"after {waited * 1000:.0f} ms"
