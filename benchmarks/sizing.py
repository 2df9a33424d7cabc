"""What one, two and four processors make of drawing and assembling a lesson: seconds and cost.

Each row has as many of this machine's cores as it says. More processors than this machine has are not measured: their
row is what Amdahl's law makes of the others, and says so.
"""

import multiprocessing
import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console

from benchmarks import lesson, material, report
from benchmarks.material import Material
from shared import topology

PROCESSORS = (1, 2, 4)
TIMES = 3
"""Each is measured so often, and the quickest counts: others may be busy."""


Taken = tuple[float, float]
"""Seconds, and processor seconds of the process that works."""


def measure(console: Console) -> dict[str, Any]:
    """Return seconds and dollars a lesson for each number of processors."""
    given = material.make()
    cores = [count for count in PROCESSORS if count <= (os.cpu_count() or 1)]
    taken = {count: _on(count, given) for count in cores}
    rows = [
        _row(stage, count, {cores: found[stage] for cores, found in taken.items()})
        for stage in ("render_scene", "assemble_video")
        for count in PROCESSORS
    ]
    columns = ("A lesson's", "vCPU", "GiB", "Seconds", "Cost", "")
    console.print(report.table(columns, map(_cells, rows)))
    return {"rows": rows}


def _on(cores: int, given: Material) -> dict[str, Taken]:
    """Measure in a process that may use so many cores."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, initializer=_use, initargs=(cores,)) as processes:
        found = [processes.submit(_make, given).result() for _ in range(TIMES)]
    return {stage: min(each[stage] for each in found) for stage in found[0]}


def _use(cores: int) -> None:
    os.sched_setaffinity(0, range(cores))


def _make(given: Material) -> dict[str, Taken]:
    """Draw all scenes, one after another, then assemble them; return what each took."""
    with TemporaryDirectory(prefix="sizing-") as name:
        lesson.put_recordings(given, Path(name))
        return {
            "render_scene": _taken(lesson.render_here, given, Path(name)),
            "assemble_video": _taken(lesson.assemble_all, given, Path(name)),
        }


def _taken(work: Callable[[Material, Path], object], given: Material, folder: Path) -> Taken:
    seconds, processor_seconds = time.perf_counter(), time.process_time()
    work(given, folder)
    return time.perf_counter() - seconds, time.process_time() - processor_seconds


def _row(stage: str, processors: int, took: dict[int, Taken]) -> dict[str, Any]:
    seconds = {cores: taken for cores, (taken, _) in took.items()}
    taken = seconds[processors] if processors in took else by_amdahl(seconds, processors)
    prices = topology.declared("prices.yaml")["compute"]
    memory_gib = topology.load().functions[stage].memory_mib / 1024
    usd = taken * (processors * prices["vcpu_second"] + memory_gib * prices["gib_second"])
    return {
        "stage": stage,
        "processors": processors,
        "memory_gib": memory_gib,
        "seconds_a_lesson": round(taken, 2),
        "usd_a_lesson": round(usd, 6),
        "processor_seconds_a_lesson": round(took[processors][1], 2) if processors in took else None,
        "is_measured": processors in took,
    }


def by_amdahl(seconds: dict[int, float], processors: int) -> float:
    """Return the seconds for more processors than were measured: the part that one more did not help stays as it is."""
    fewest, most = min(seconds), max(seconds)
    if fewest == most:
        return seconds[most]
    shared = (seconds[fewest] - seconds[most]) / (1 / fewest - 1 / most)
    shared = max(0.0, min(shared, seconds[fewest] * fewest))
    return seconds[fewest] - shared / fewest + shared / processors


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    numbers = f"{row['memory_gib']:.0f}", f"{row['seconds_a_lesson']:.1f}", f"${row['usd_a_lesson']:.5f}"
    return row["stage"], str(row["processors"]), *numbers, "" if row["is_measured"] else "estimated, not measured"
