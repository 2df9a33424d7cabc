"""How a benchmark reports: a table for a person, JSON for a program, and what machine it ran on."""

import json
import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

OUT = Path(__file__).parent.parent / "out" / "bench"

Measure = Callable[[Console], dict[str, Any]]
"""What prints a table and returns its figures, as JSON can hold them."""


def run(name: str, measure: Measure) -> dict[str, Any]:
    """Measure, and keep the figures in `out/bench/<name>.json`."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 140)
    figures = measure(console)
    OUT.mkdir(parents=True, exist_ok=True)
    document = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine(), "figures": figures}
    (OUT / f"{name}.json").write_text(json.dumps(document, indent=2) + "\n", "utf-8")
    return figures


def machine() -> dict[str, Any]:
    """Return what figures depend on: processor, cores, memory in GiB, Python, and how busy it was when it began."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory, 1),
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 2),
    }


def verdict(is_met: bool) -> str:
    """Say whether an aim is met."""
    return "[green]met[/green]" if is_met else "[red]missed[/red]"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
