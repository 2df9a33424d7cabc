"""How much memory rendering and assembling take at their peak, for lessons of one, three and ten minutes.

Each is measured in a process of its own, as in an instance that makes one after the other.
"""

import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks import lesson, material, report
from benchmarks.material import Material
from shared import topology

MINUTES = (1, 3, 10)
MOST_GROWTH = 1.25  # from one minute to ten

Work = Callable[[Material, Path], object]


def measure(console: Console) -> dict[str, Any]:
    """Measure both functions."""
    peaks: dict[str, dict[str, float]] = {"render_scene": {}, "assemble_video": {}}
    for minutes in MINUTES:
        given = material.make(minutes)
        with tempfile.TemporaryDirectory() as name:
            lesson.put_recordings(given, Path(name))
            # A function holds no recordings in memory, so that none are handed to it here.
            given = given.without_sound()
            peaks["render_scene"][str(minutes)] = _alone(lesson.render_here, given, Path(name))
            peaks["assemble_video"][str(minutes)] = _alone(lesson.assemble_all, given, Path(name))
    first, last = str(MINUTES[0]), str(MINUTES[-1])
    rows, figures = [], {}
    for function, found in peaks.items():
        growth, has = found[last] / found[first], topology.load().functions[function].memory_mib
        verdict = report.verdict(growth <= MOST_GROWTH and max(found.values()) < has)
        cells = [f"{found[str(minutes)]:.0f} MiB" for minutes in MINUTES]
        rows.append((function, *cells, f"{has} MiB", f"{growth:.2f}", f"at most {MOST_GROWTH}", verdict))
        figures[function] = {"peak_mib": found, "growth": round(growth, 2), "memory_mib": has}
    columns = ("Peak memory", *(f"{minutes} min" for minutes in MINUTES), "Has", "Growth", "Aim", "")
    console.print(report.table(columns, rows))
    return figures


def _alone(work: Work, given: Material, folder: Path) -> float:
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(_peak_mib, work, given, folder).result()


def _peak_mib(work: Work, given: Material, folder: Path) -> float:
    work(given, folder)
    # Not `ru_maxrss`: a new process begins with what the one that started it had.
    [line] = (line for line in Path("/proc/self/status").read_text("utf-8").splitlines() if line.startswith("VmHWM:"))
    return round(int(line.split()[1]) / 1024, 1)
