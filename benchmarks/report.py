"""What every benchmark leaves behind: its figures as JSON, with the machine that they were measured on."""

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


def run(name: str, measure: Callable[[Console], dict[str, Any]]) -> None:
    """Measure, and write `out/bench/<name>.json`."""
    document = {"machine": machine(), "figures": measure(Console(highlight=False))}
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{name}.json").write_text(json.dumps(document, indent=2) + "\n", "utf-8")


def machine() -> dict[str, Any]:
    """Return what a figure depends on; `load_before` is the number of busy processes in the last minute."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "processor": platform.processor() or platform.machine(),
        "system": platform.platform(),
        "python": sys.version.split()[0],
        "load_before": round(os.getloadavg()[0], 2),
    }
