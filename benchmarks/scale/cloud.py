"""One hour of lessons in the cloud, simulated: the topology's functions and subscriptions, and Google's quotas.

What is not simulated: errors, the web page's polling, Pub/Sub's own slowing down of pushes, and the region running out
of machines. A large hour is simulated as a smaller one, with as much less of everything that is limited: that queues a
little more than the large one would.
"""

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import simpy

from benchmarks.scale.plant import DeadLettered, Limits, Pool, Quota, Steps, deliver
from benchmarks.scale.times import STAGES, Lesson, estimates
from shared import topology
from shared.quota import PATIENCE_SECONDS

WARM_UP_SECONDS = 600.0
HOUR_SECONDS = 3_600.0
MOST_LESSONS = 10_000


@dataclass(frozen=True)
class Capacity:
    """What may run at once, and how often speech may be asked for."""

    maximum_instances: Mapping[str, int]
    speech_a_minute: float
    maximum_open_requests: float

    @classmethod
    def as_declared(cls) -> "Capacity":
        """Return what the topology and Google's default quotas give."""
        return cls(
            {name: topology.load().functions[name].maximum_instances for name in STAGES},
            estimates("quotas")["text_to_speech_requests_a_minute"],
            float(topology.load().environment["MAXIMUM_OPEN_REQUESTS"]),
        )

    def part(self, share: float) -> "Capacity":
        """Return a share of it; at least one instance of each function."""
        instances = {name: max(1, round(count * share)) for name, count in self.maximum_instances.items()}
        return replace(
            self,
            maximum_instances=instances,
            speech_a_minute=self.speech_a_minute * share,
            maximum_open_requests=self.maximum_open_requests * share,
        )


@dataclass
class Outcome:
    """What became of the lessons that were asked for in the hour."""

    share: float
    """Of the hour that was simulated."""
    seconds: list[float] = field(default_factory=list)
    """From question to lesson, of those that came about."""
    failed: int = 0
    refused: int = 0
    """Told at once to ask again later."""
    pools: dict[str, Pool] = field(default_factory=dict)

    def most_instances(self) -> dict[str, int]:
        """Return how many instances of each function were at work at once, in the whole hour."""
        return {name: math.ceil(pool.most_at_once / self.share) for name, pool in self.pools.items()}


class Hour:
    """Simulate an hour; the same seed gives the same hour."""

    def __init__(self, lessons: int, capacity: Capacity, mix: list[Lesson], seed: int = 1, most: int = MOST_LESSONS):
        """Ask for so many lessons, drawn from a mix; more than `most` are simulated as a part of them."""
        share = min(1.0, most / lessons)
        self._rate = lessons * share / HOUR_SECONDS
        self._mix = mix
        self._chance = random.Random(seed)
        self._environment = simpy.Environment()
        capacity = capacity.part(share)
        pools = {name: self._pool(name, capacity) for name in STAGES}
        self.outcome = Outcome(share, pools=pools)
        self._speech = Quota(self._environment, capacity.speech_a_minute, PATIENCE_SECONDS)
        self._room = capacity.maximum_open_requests
        self._open = 0
        declared = topology.load().functions.items()
        self._subscriptions = {name: function.subscription for name, function in declared if function.subscription}

    def run(self) -> Outcome:
        """Simulate until every lesson has ended."""
        self._environment.process(self._arrivals())
        self._environment.run()
        return self.outcome

    def _pool(self, name: str, capacity: Capacity) -> Pool:
        limits = Limits(
            capacity.maximum_instances[name],
            topology.load().functions[name].concurrency,
            estimates("latencies")["cold_start_seconds"],
            estimates("quotas")["cloud_run_pending_seconds"],
            estimates("quotas")["cloud_run_idle_seconds"],
        )
        return Pool(self._environment, name, limits)

    def _arrivals(self) -> Steps:
        """Ask at random moments, as many who do not know of each other do; those of the warm-up do not count."""
        while self._environment.now < WARM_UP_SECONDS + HOUR_SECONDS:
            yield self._environment.timeout(self._chance.expovariate(self._rate))
            counts = WARM_UP_SECONDS <= self._environment.now < WARM_UP_SECONDS + HOUR_SECONDS
            self._environment.process(self._lesson(self._chance.choice(self._mix), counts=counts))

    def _lesson(self, lesson: Lesson, *, counts: bool) -> Steps:
        if self._open >= self._room:
            self.outcome.refused += counts
            return
        self._open += 1
        asked = self._environment.now
        scenes: list[simpy.Process] = []
        has_failed = False
        try:
            for name in ("extract_topic", "retrieve_content", "write_script"):
                yield from self._deliver(name, partial(self._pass, getattr(lesson, name)))
            yield from self._deliver("narrate_scenes", partial(self._narrate, lesson, scenes))
            drawn = yield self._environment.all_of(scenes)
            if not all(drawn.values()):
                raise DeadLettered("render_scene")
            yield from self._deliver("assemble_video", partial(self._pass, lesson.assemble_video))
        except DeadLettered:
            has_failed = True
        self._open -= 1
        if counts and has_failed:
            self.outcome.failed += 1
        elif counts:
            self.outcome.seconds.append(self._environment.now - asked)

    def _narrate(self, lesson: Lesson, scenes: list[simpy.Process]) -> Steps:
        yield from self._speech.take(lesson.sentences)
        for seconds in lesson.scenes:
            yield self._environment.timeout(lesson.narrate_a_scene)
            scenes.append(self._environment.process(self._scene(seconds)))

    def _scene(self, seconds: float) -> Any:
        try:
            yield from self._deliver("render_scene", partial(self._pass, seconds))
        except DeadLettered:
            return False
        return True

    def _pass(self, seconds: float) -> Steps:
        """Let the time of a piece of work pass; no two pieces take exactly the same."""
        yield self._environment.timeout(seconds * self._chance.uniform(0.8, 1.2))

    def _deliver(self, name: str, work: Any) -> Steps:
        return deliver(self._environment, self.outcome.pools[name], work, self._subscriptions[name], self._chance)
