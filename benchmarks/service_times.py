"""What each stage of a lesson takes of this machine, alone on it: what the simulation in `benchmarks/scale` stands on.

Of lessons that are made one after another it notes the seconds of each piece of work, and the processor seconds of each
process of the stack.
"""

from collections import defaultdict
from typing import Any

import psutil
from rich.console import Console

from benchmarks import report
from benchmarks.lessons import make, question
from benchmarks.own_stack import own_stack
from infra.local.stack import Stack
from shared import paths
from shared.cloud import Cloud
from shared.cost import Usage
from shared.models.script import Script

LESSONS = ((0, 1), (1, 2), (2, 3), (3, 3))
"""Which questions, and how many minutes of lesson each."""
COLUMNS = ("Lesson", "Scenes", "Sentences", "Seconds", "Processor seconds", "of these drawing", "of these speech")


def measure(console: Console) -> dict[str, Any]:
    """Return what was measured of each lesson; raise where one fails."""
    with own_stack() as (stack, cloud):
        make(question(4, 1), stack, cloud)  # everything is imported
        lessons = [_lesson(number, minutes, stack, cloud) for number, minutes in LESSONS]
    console.print(report.table(COLUMNS, map(_cells, lessons)))
    return {"lessons": lessons}


def _lesson(number: int, minutes: int, stack: Stack, cloud: Cloud) -> dict[str, Any]:
    before = processor_seconds(stack.pids)
    record = make(question(number, minutes), stack, cloud)
    after = processor_seconds(stack.pids)
    script = Script.model_validate_json(cloud.temporary.read(paths.script(record["request_id"])))
    seconds: dict[str, list[float]] = defaultdict(list)
    used = Usage()
    for work in cloud.requests.stages(record["request_id"]).values():
        if work["stage"] != "submit_request":
            seconds[work["stage"]].append(work["usage"]["seconds"])
            used += Usage.model_validate(work["usage"])
    return {
        "minutes": minutes,
        "scenes": len(script.scenes),
        "sentences": sum(len(scene.narration) for scene in script.scenes),
        "seconds": round((record["completed_at"] - record["created_at"]).total_seconds(), 2),
        "stage_seconds": dict(seconds),
        "input_tokens": used.input_tokens,
        "output_tokens": used.output_tokens,
        "spoken_characters": used.spoken_characters,
        "video_bytes": record["result"]["video"]["bytes"],
        "processor_seconds": {name: round(after[name] - before[name], 3) for name in after},
    }


def processor_seconds(pids: dict[str, int]) -> dict[str, float]:
    """Return the processor seconds that each service of a stack has used so far, its children included."""
    found = {}
    for name, pid in pids.items():
        process = psutil.Process(pid)
        times = [one.cpu_times() for one in (process, *process.children(recursive=True))]
        found[name] = sum(each.user + each.system for each in times)
    return found


def _cells(lesson: dict[str, Any]) -> tuple[str, ...]:
    used = lesson["processor_seconds"]
    counts = (f"{lesson['minutes']} min", str(lesson["scenes"]), str(lesson["sentences"]), str(lesson["seconds"]))
    return *counts, *(f"{seconds:.1f}" for seconds in (sum(used.values()), used["render_scene"], used["speech"]))
