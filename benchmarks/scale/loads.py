"""How much of each limit an hour of lessons needs: what is full first, and what to ask for. No simulation."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import mean

from benchmarks.operations import STAGES_WITHOUT_SCENES
from benchmarks.scale.cloud import HOUR_SECONDS, Capacity
from benchmarks.scale.times import STAGES, Lesson, estimates
from shared import topology
from shared.entries import SPENDING_SHARDS

SPARE = 1.3
"""How much more than the mean to ask for, as lessons do not come evenly."""
ROOM = 2.0
"""How many times the mean of open requests to let in: when something is slow, they pile up."""


@dataclass(frozen=True)
class Load:
    """Hold how much of a limit is needed, and how much of it there is."""

    limit: str
    needed: float
    there_is: float

    @property
    def share(self) -> float:
        """Return the part of the limit that is used; more than 1 does not fit."""
        return self.needed / self.there_is


def busy_seconds(mix: Iterable[Lesson]) -> dict[str, float]:
    """Return for each stage how long a mean lesson occupies it, all scenes together."""
    lessons = list(mix)
    found = {
        name: mean(getattr(lesson, name) for lesson in lessons) for name in STAGES if name in Lesson.__annotations__
    }
    found["narrate_scenes"] = mean(lesson.narrate_a_scene * len(lesson.scenes) for lesson in lessons)
    found["render_scene"] = mean(sum(lesson.scenes) for lesson in lessons)
    return {name: found[name] for name in STAGES}


def way_seconds(mix: Iterable[Lesson]) -> float:
    """Return how long a mean lesson takes where it never waits: its scenes are drawn while later ones are spoken."""
    return mean(
        lesson.extract_topic
        + lesson.retrieve_content
        + lesson.write_script
        + lesson.narrate_a_scene * len(lesson.scenes)
        + lesson.scenes[-1]
        + lesson.assemble_video
        for lesson in mix
    )


def loads(lessons_an_hour: float, mix: list[Lesson], capacity: Capacity) -> list[Load]:
    """Return the use of every limit, the fullest first."""
    a_second = lessons_an_hour / HOUR_SECONDS
    busy = busy_seconds(mix)
    found = [
        Load(
            "Text-to-Speech requests a minute",
            a_second * 60 * mean(lesson.sentences for lesson in mix),
            capacity.speech_a_minute,
        ),
        Load("open requests", a_second * way_seconds(mix), capacity.maximum_open_requests),
        Load(
            "writes a second of the day's cost",
            a_second * mean(STAGES_WITHOUT_SCENES + len(lesson.scenes) for lesson in mix),
            SPENDING_SHARDS * estimates("quotas")["firestore_writes_a_second_a_document"],
        ),
    ]
    vcpus = gibibytes = 0.0
    for name in STAGES:
        function = topology.load().functions[name]
        instances = a_second * busy[name] / function.concurrency
        found.append(Load(f"instances of {name}", instances, capacity.maximum_instances[name]))
        vcpus += instances * function.cpu
        gibibytes += instances * function.memory_mib / 1024
    found.append(Load("vCPUs of Cloud Run in the region", vcpus, estimates("quotas")["cloud_run_vcpus_a_region"]))
    found.append(Load("GiB of Cloud Run in the region", gibibytes, estimates("quotas")["cloud_run_gib_a_region"]))
    return sorted(found, key=lambda load: -load.share)


def enough(lessons_an_hour: float, mix: list[Lesson]) -> Capacity:
    """Return what the hour needs, with something to spare; never less than is declared."""
    declared = Capacity.as_declared()
    needed = {load.limit: load.needed * SPARE for load in loads(lessons_an_hour, mix, declared)}
    instances = {
        name: max(count, math.ceil(needed[f"instances of {name}"]) + 1)
        for name, count in declared.maximum_instances.items()
    }
    speech = max(declared.speech_a_minute, needed["Text-to-Speech requests a minute"])
    room = max(declared.maximum_open_requests, needed["open requests"] / SPARE * ROOM)
    return Capacity(instances, speech, room)
