"""How much local disk the longest lesson takes: its scenes and its assembly, against their functions' memory.

/tmp is memory in the cloud, so that a third of it is the limit.
"""

import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks import report
from benchmarks.lessons import make, question
from benchmarks.own_stack import own_stack
from shared import topology
from shared.workspace import PREFIX

MINUTES = 10
LOOK_EVERY_SECONDS = 0.02
MOST_OF_MEMORY = 1 / 3


def measure(console: Console) -> dict[str, Any]:
    """Make a ten-minute lesson, watch the folders of its attempts, and compare with the limit."""
    stopped = threading.Event()
    peaks: dict[str, int] = defaultdict(int)
    watcher = threading.Thread(target=_watch, args=(peaks, stopped))
    with own_stack() as (stack, cloud):
        watcher.start()
        try:
            make(question(0, MINUTES), stack, cloud)
        finally:
            stopped.set()
            watcher.join()
    limit = topology.load().functions["assemble_video"].memory_mib * MOST_OF_MEMORY
    rows, figures = [], {}
    for name, size in peaks.items():
        mebibytes = size / 2**20
        share = mebibytes / limit
        figures[name] = {"mib": round(mebibytes, 2), "limit_mib": round(limit, 1), "share": round(share, 3)}
        rows.append((name, f"{mebibytes:.1f} MiB", f"{limit:.0f} MiB", f"{share:.1%}", report.verdict(share < 1)))
    console.print(report.table(("Attempt", "Most on disk", "Limit", "Share of the limit", ""), rows))
    return figures


def _watch(peaks: dict[str, int], stopped: threading.Event) -> None:
    while not stopped.is_set():
        for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
            sizes = {file.name: _size(file) for file in folder.glob("*")}
            stage = "assemble_video" if any(name.endswith(".wav") for name in sizes) else "render_scene"
            peaks[stage] = max(peaks[stage], sum(sizes.values()))
        time.sleep(LOOK_EVERY_SECONDS)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0
