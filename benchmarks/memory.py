"""How much memory rendering and assembling take at their peak, for lessons of one, three and ten minutes.

Each is measured in a process of its own, as in an instance that makes one after the other. Alone:
`python -m benchmarks.memory`.
"""

import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import lesson, material, report
from benchmarks.material import Material
from shared import topology

MINUTES = (1, 3, 10)
MOST_GROWTH = 1.25  # from one minute to ten


def measure(console: Console) -> dict[str, Any]:
    """Measure both functions."""
    peaks: dict[str, dict[str, float]] = {"render_scene": {}, "assemble_video": {}}
    for minutes in MINUTES:
        given = material.make(minutes)
        with tempfile.TemporaryDirectory() as name:
            peaks["render_scene"][str(minutes)] = _peak(_render, given, Path(name))
            peaks["assemble_video"][str(minutes)] = _peak(_assemble, given, Path(name))
    first, last = str(MINUTES[0]), str(MINUTES[-1])
    table = Table("Peak memory", *(f"{minutes} min" for minutes in MINUTES), "Has", "Growth", "Aim", "", box=None)
    figures: dict[str, Any] = {}
    for function, found in peaks.items():
        growth, has = found[last] / found[first], topology.load().functions[function].memory_mib
        is_flat = growth <= MOST_GROWTH and max(found.values()) < has
        cells = [f"{found[str(minutes)]:.0f} MiB" for minutes in MINUTES]
        aim = f"at most {MOST_GROWTH}"
        table.add_row(function, *cells, f"{has} MiB", f"{growth:.2f}", aim, report.verdict(is_flat))
        figures[function] = {"peak_mib": found, "growth": round(growth, 2), "memory_mib": has}
    console.print(table)
    return figures


def _peak(work: Any, given: Material, folder: Path) -> float:
    with ProcessPoolExecutor(1, get_context("spawn")) as alone:
        found: float = alone.submit(work, given, folder).result()
    return found


def _render(given: Material, folder: Path) -> float:
    lesson.render_here(given, folder)
    return _peak_mib()


def _assemble(given: Material, folder: Path) -> float:
    lesson.assemble_all(given, folder)
    return _peak_mib()


def _peak_mib() -> float:
    import resource

    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


if __name__ == "__main__":
    report.run("memory", measure)
