"""How a benchmark reports: a table for a person, JSON for a program, and what machine it ran on."""

import json
import os
import platform
import statistics
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

OUT = Path(__file__).parent.parent / "out" / "bench"

Measure = Callable[[Console], dict[str, Any]]
"""What prints a table and returns its figures, as JSON can hold them."""


def run(name: str, measure: Measure) -> None:
    """Measure, and keep the figures in `out/bench/<name>.json`."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 140)
    begun = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": _machine()}
    document = begun | {"figures": measure(console)}
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{name}.json").write_text(json.dumps(document, indent=2) + "\n", "utf-8")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Return a table of texts without lines."""
    found = Table(*columns, box=None, pad_edge=False)
    for row in rows:
        found.add_row(*row)
    return found


def verdict(is_met: bool) -> str:
    """Say whether an aim is met."""
    return "[green]met[/green]" if is_met else "[red]missed[/red]"


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """Return the median, the 95th percentile and the longest, in milliseconds; nothing of fewer than two."""
    if len(seconds) < 2:
        return {}
    cuts = statistics.quantiles(seconds, n=20, method="inclusive")
    found = {"p50": statistics.median(seconds), "p95": cuts[18], "most": max(seconds)}
    return {name: round(value * 1000, 1) for name, value in found.items()}


def _machine() -> dict[str, Any]:
    """Return what figures depend on: processor, cores, memory in GiB, Python, and how busy it is."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory, 1),
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 2),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
