"""What each stage of a lesson takes of this machine, alone on it: what the simulation in `benchmarks/scale` stands on.

Run with `python -m benchmarks.service_times`. It starts a stack of its own and makes lessons one after another. Of each
it notes the seconds of each piece of work, and the processor seconds of each process of the stack.
"""

from collections.abc import Iterable
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

from benchmarks.lessons import question, wait_for
from benchmarks.own_stack import own_stack
from benchmarks.report import run
from infra.local.stack import Stack
from infra.operate import api
from shared import paths
from shared.cloud import Cloud
from shared.models.script import Script

LESSONS = ((0, 1), (1, 2), (2, 3), (3, 3))
"""Which questions, and how many minutes of lesson each."""
PATIENCE_SECONDS = 240.0


def measure(console: Console) -> dict[str, Any]:
    """Return what was measured of each lesson; raise where one fails."""
    with own_stack() as (stack, cloud):
        wait_for([api.submit(stack.page, question(4, 1))], cloud, PATIENCE_SECONDS)  # everything is imported
        lessons = [_lesson(number, minutes, stack, cloud) for number, minutes in LESSONS]
    console.print(_table(lessons))
    return {"lessons": lessons}


def _lesson(number: int, minutes: int, stack: Stack, cloud: Cloud) -> dict[str, Any]:
    before = processor_seconds(stack.pids)
    request_id = api.submit(stack.page, question(number, minutes))
    [record] = wait_for([request_id], cloud, PATIENCE_SECONDS).values()
    if record["status"] != "completed":
        raise RuntimeError(f"a lesson ended as {record['status']}: {record.get('error')}")
    after = processor_seconds(stack.pids)
    script = Script.model_validate_json(cloud.temporary.read(paths.script(request_id)))
    works = cloud.requests.stages(request_id)
    return {
        "minutes": minutes,
        "scenes": len(script.scenes),
        "sentences": sum(len(scene.narration) for scene in script.scenes),
        "seconds": round((record["completed_at"] - record["created_at"]).total_seconds(), 2),
        "stage_seconds": {stage: _seconds(works.values(), stage) for stage in _stages(works.values())},
        "input_tokens": _used(works.values(), "input_tokens"),
        "output_tokens": _used(works.values(), "output_tokens"),
        "spoken_characters": _used(works.values(), "spoken_characters"),
        "video_bytes": record["result"]["video"]["bytes"],
        "processor_seconds": {name: round(after[name] - before[name], 3) for name in after},
    }


def _stages(works: Iterable[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(work["stage"] for work in works if work["stage"] != "submit_request"))


def _seconds(works: Iterable[dict[str, Any]], stage: str) -> list[float]:
    return [work["usage"]["seconds"] for work in works if work["stage"] == stage]


def _used(works: Iterable[dict[str, Any]], name: str) -> int:
    return sum(int(work.get("usage", {}).get(name, 0)) for work in works)


def processor_seconds(pids: dict[str, int]) -> dict[str, float]:
    """Return the processor seconds that each service of a stack has used so far, its children included."""
    found = {}
    for name, pid in pids.items():
        process = psutil.Process(pid)
        times = [one.cpu_times() for one in (process, *process.children(recursive=True))]
        found[name] = sum(each.user + each.system for each in times)
    return found


def _table(lessons: list[dict[str, Any]]) -> Table:
    columns = ("Lesson", "Scenes", "Sentences", "Seconds", "Processor seconds", "of these drawing", "of these speech")
    table = Table(*columns, box=None, pad_edge=False)
    for lesson in lessons:
        used = lesson["processor_seconds"]
        shown = (sum(used.values()), used["render_scene"], used["speech"])
        counts = (f"{lesson['minutes']} min", str(lesson["scenes"]), str(lesson["sentences"]), str(lesson["seconds"]))
        table.add_row(*counts, *(f"{seconds:.1f}" for seconds in shown))
    return table


if __name__ == "__main__":
    run("service_times", measure)
