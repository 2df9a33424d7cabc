"""How much local disk the longest lesson takes: its scenes and its assembly, against their functions' memory.

Run with the stack up: `python -m benchmarks.disk`. /tmp is memory in the cloud, so that a third of it is the limit.
"""

import json
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from infra.operate import api
from infra.operate.follow import follow
from infra.operate.target import connected, place
from shared import topology
from shared.workspace import PREFIX

OUT = Path(__file__).parent.parent / "out" / "bench" / "disk.json"
QUESTION = {
    "student_id": "benchmark",
    "student_query": "Explain photosynthesis",
    "grade_level": "8",
    "duration_minutes": 10,
}
LOOK_EVERY_SECONDS = 0.02
MOST_OF_MEMORY = 1 / 3


def main() -> int:
    """Make a ten-minute lesson, watch the folders of its attempts, and compare with the limit."""
    console = Console(highlight=False)
    stopped = threading.Event()
    peaks: dict[str, int] = defaultdict(int)
    watcher = threading.Thread(target=_watch, args=(peaks, stopped))
    where = place("local")
    with connected(where) as cloud:
        watcher.start()
        follow(api.submit(where.api, QUESTION), cloud, console)
    stopped.set()
    watcher.join()
    limit = topology.load().functions["assemble_video"].memory_mib * MOST_OF_MEMORY
    table = Table("Attempt", "Most on disk", "Limit", "Share of the limit", box=None, pad_edge=False)
    report = {}
    for name, size in peaks.items():
        mebibytes = size / 2**20
        report[name] = {"mib": round(mebibytes, 2), "limit_mib": round(limit, 1), "share": round(mebibytes / limit, 3)}
        table.add_row(name, f"{mebibytes:.1f} MiB", f"{limit:.0f} MiB", f"{mebibytes / limit:.1%}")
    console.print(table)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(report, indent=2) + "\n", "utf-8")
    return 0 if report and all(found["share"] < 1 for found in report.values()) else 1


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


if __name__ == "__main__":
    sys.exit(main())
