"""What one, two and four processors make of drawing and assembling a lesson: seconds and cost.

Run with `python -m benchmarks.sizing`. Each row has as many of this machine's cores as it says. More processors than
this machine has are not measured: their row is what Amdahl's law makes of the others, and says so.
"""

import multiprocessing
import os
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import yaml
from rich.console import Console
from rich.table import Table

from benchmarks import material
from benchmarks.report import run
from shared import topology
from shared.models.narration import Narration
from shared.models.passage import Findings
from shared.models.script import Script

PROCESSORS = (1, 2, 4)
TIMES = 3
"""Each is measured so often, and the quickest counts: others may be busy."""


@dataclass(frozen=True)
class Moment:
    """A moment, or what has passed between two: seconds, and processor seconds of this process."""

    seconds: float
    processor_seconds: float

    @classmethod
    def now(cls) -> Self:
        """Return this moment."""
        return cls(time.perf_counter(), time.process_time())

    def __sub__(self, earlier: "Moment") -> "Moment":
        """Return what has passed since an earlier moment."""
        return Moment(self.seconds - earlier.seconds, self.processor_seconds - earlier.processor_seconds)


def measure(console: Console) -> dict[str, Any]:
    """Return seconds and dollars a lesson for each number of processors."""
    with TemporaryDirectory(prefix="sizing-") as name:
        folder = Path(name)
        _keep(material.make(), folder)
        cores = [count for count in PROCESSORS if count <= (os.cpu_count() or 1)]
        seconds = {count: _on(count, folder) for count in cores}
    rows = [
        _row(stage, count, {cores: found[stage] for cores, found in seconds.items()})
        for stage in ("render_scene", "assemble_video")
        for count in PROCESSORS
    ]
    console.print(_table(rows))
    return {"rows": rows}


def _keep(given: material.Material, folder: Path) -> None:
    """Write what the two stages read into a folder."""
    (folder / "script.json").write_text(given.script.model_dump_json(), "utf-8")
    (folder / "findings.json").write_text(given.written.findings.model_dump_json(), "utf-8")
    for index, recording in enumerate(given.recordings):
        (folder / f"{index:02d}.wav").write_bytes(recording.wav)
        (folder / f"{index:02d}.json").write_text(recording.narration.model_dump_json(), "utf-8")


def _on(cores: int, folder: Path) -> dict[str, "Moment"]:
    """Measure in a process that may use so many cores, and has loaded nothing before it knows."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, initializer=_use, initargs=(cores,)) as processes:
        found = [processes.submit(_make, folder).result() for _ in range(TIMES)]
    return {stage: min((each[stage] for each in found), key=lambda taken: taken.seconds) for stage in found[0]}


def _use(cores: int) -> None:
    os.sched_setaffinity(0, range(cores))


def _make(folder: Path) -> dict[str, "Moment"]:
    """Draw all scenes, one after another, then assemble them; return what each took."""
    from functions.assemble_video.core import SceneFiles, assemble
    from functions.assemble_video.lesson import Spending
    from functions.render_scene.core import card_for, render

    script = Script.model_validate_json((folder / "script.json").read_bytes())
    findings = Findings.model_validate_json((folder / "findings.json").read_bytes())
    narrations, files = [], []
    started = Moment.now()
    for index, scene in enumerate(script.scenes):
        narration = Narration.model_validate_json((folder / f"{index:02d}.json").read_bytes())
        picture = folder / f"{index:02d}.mp4"
        render(scene, narration, card_for(script, index, findings), picture, _go_on)
        narrations.append(narration)
        files.append(SceneFiles(picture=picture, recording=folder / f"{index:02d}.wav"))
    rendered = Moment.now()
    spending = Spending(dollars={}, seconds={})
    assemble(script, narrations, files, findings.sources_of(script), spending, folder, _go_on)
    return {"render_scene": rendered - started, "assemble_video": Moment.now() - rendered}


def _go_on() -> None:
    """Have all the time in the world."""


def _row(stage: str, processors: int, took: dict[int, Moment]) -> dict[str, Any]:
    seconds = {cores: each.seconds for cores, each in took.items()}
    taken = seconds[processors] if processors in took else by_amdahl(seconds, processors)
    prices = yaml.safe_load(topology.beside_the_topology("prices.yaml").read_text("utf-8"))["compute"]
    memory_gib = topology.load().functions[stage].memory_mib / 1024
    usd = taken * (processors * prices["vcpu_second"] + memory_gib * prices["gib_second"])
    return {
        "stage": stage,
        "processors": processors,
        "memory_gib": memory_gib,
        "seconds_a_lesson": round(taken, 2),
        "usd_a_lesson": round(usd, 6),
        "processor_seconds_a_lesson": round(took[processors].processor_seconds, 2) if processors in took else None,
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


def _table(rows: Iterable[dict[str, Any]]) -> Table:
    table = Table("A lesson's", "vCPU", "GiB", "Seconds", "Cost", "", box=None, pad_edge=False)
    for row in rows:
        numbers = f"{row['memory_gib']:.0f}", f"{row['seconds_a_lesson']:.1f}", f"${row['usd_a_lesson']:.5f}"
        note = "" if row["is_measured"] else "estimated, not measured"
        table.add_row(row["stage"], str(row["processors"]), *numbers, note)
    return table


if __name__ == "__main__":
    run("sizing", measure)
