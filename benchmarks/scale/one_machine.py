"""Many lessons at once on one machine, simulated: cores that all processes share, and the local stack's processes.

Its figure is compared with the one that `python -m benchmarks throughput` measures.
"""

import random
from typing import Any

import simpy

from benchmarks.scale.plant import Steps
from benchmarks.scale.times import STAGES

SLICE_SECONDS = 0.1
"""How long a process has a core before others have theirs; much shorter than any piece of work."""
SERVED_BY = {
    "extract_topic": "vertex",
    "retrieve_content": "vertex",
    "write_script": "vertex",
    "narrate_scenes": "speech",
}
EVERYWHERE = ("pubsub", "storage", "firestore", "notifications", "submit_request", "recover_stalled")
"""Processes whose work is spread over all stages."""


class Together:
    """Make lessons that are all asked for at the same moment."""

    def __init__(self, lessons: list[dict[str, Any]], cores: int, at_once: dict[str, int], seed: int = 1) -> None:
        """Take lessons as `benchmarks.service_times` measured them; each stage does so many pieces of work at once."""
        self._environment = simpy.Environment()
        self._cores = simpy.Resource(self._environment, cores)
        self._places = {name: simpy.Resource(self._environment, at_once[name]) for name in STAGES}
        self._lessons = lessons
        self._chance = random.Random(seed)

    def lesson_minutes_per_minute(self) -> float:
        """Simulate until all are made."""
        for lesson in self._lessons:
            self._environment.process(self._lesson(lesson))
        self._environment.run()
        return float(sum(lesson["minutes"] for lesson in self._lessons) / self._environment.now * 60)

    def _lesson(self, lesson: dict[str, Any]) -> Steps:
        for name in ("extract_topic", "retrieve_content", "write_script"):
            yield from self._work(name, _processor_seconds(lesson, name))
        drawn: list[simpy.Process] = []
        with self._places["narrate_scenes"].request() as place:
            yield place
            for _ in range(lesson["scenes"]):
                yield from self._compute(_processor_seconds(lesson, "narrate_scenes") / lesson["scenes"])
                seconds = _processor_seconds(lesson, "render_scene") / lesson["scenes"]
                drawn.append(self._environment.process(self._work("render_scene", seconds)))
        yield self._environment.all_of(drawn)
        yield from self._work("assemble_video", _processor_seconds(lesson, "assemble_video"))

    def _work(self, name: str, seconds: float) -> Steps:
        with self._places[name].request() as place:
            yield place
            yield from self._compute(seconds)

    def _compute(self, seconds: float) -> Steps:
        """Use a core for so many seconds, a slice at a time."""
        left = seconds * self._chance.uniform(0.9, 1.1)
        while left > 0:
            with self._cores.request() as core:
                yield core
                yield self._environment.timeout(min(left, SLICE_SECONDS))
            left -= SLICE_SECONDS


def _processor_seconds(lesson: dict[str, Any], stage: str) -> float:
    """Return what a stage's own process, the service that it calls and the emulators use for it."""
    used: dict[str, float] = lesson["processor_seconds"]
    served = SERVED_BY.get(stage)
    sharing = [name for name, service in SERVED_BY.items() if service == served]
    service = used[served] / len(sharing) if served else 0.0
    return used[stage] + service + sum(used[name] for name in EVERYWHERE) / len(STAGES)
