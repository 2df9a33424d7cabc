"""What a lesson passes through in the cloud: instances that start cold, quotas a minute, deliveries tried again."""

import random
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

import simpy

from shared.topology import Subscription

Steps = Generator[simpy.Event, Any, None]
Work = Callable[[], Steps]


class TurnedAway(Exception):
    """Say that a function had no instance free, or a service no quota left: the message comes again."""


class DeadLettered(Exception):
    """Say that a message was turned away as often as its subscription lets it."""


@dataclass(frozen=True)
class Limits:
    """How many instances a function may have, how much each does at once, and how its instances come and go."""

    maximum_instances: int
    concurrency: int
    cold_start_seconds: float = 0.0
    pending_seconds: float = float("inf")
    idle_seconds: float = float("inf")


class Pool:
    """The instances of a function."""

    def __init__(self, environment: simpy.Environment, name: str, limits: Limits) -> None:
        """Begin with no instance."""
        self.name = name
        self._environment = environment
        self._limits = limits
        self._slots = simpy.Resource(environment, limits.maximum_instances * limits.concurrency)
        self._warm: list[float] = []  # when each slot of a running instance was last used, the latest last
        self.served = self.cold = self.most_at_once = 0
        self.waits: list[float] = []

    def serve(self, work: Work) -> Steps:
        """Do a piece of work on an instance; raise `TurnedAway` where none is free for too long."""
        asked = self._environment.now
        with self._slots.request() as turn:
            patience = self._limits.pending_seconds
            if patience == float("inf"):
                yield turn
            else:
                yield turn | self._environment.timeout(patience)
            if not turn.triggered:
                raise TurnedAway(self.name)
            self.waits.append(self._environment.now - asked)
            self.served += 1
            self.most_at_once = max(self.most_at_once, self._slots.count)
            if not self._take_warm():
                self.cold += 1
                yield self._environment.timeout(self._limits.cold_start_seconds)
                self._warm = [self._environment.now] * (self._limits.concurrency - 1) + self._warm
            try:
                yield from work()
            finally:
                self._warm.append(self._environment.now)

    def _take_warm(self) -> bool:
        """Take the slot that was used last; where that one has been idle too long, all have, and are gone."""
        if self._warm and self._environment.now - self._warm[-1] <= self._limits.idle_seconds:
            self._warm.pop()
            return True
        self._warm.clear()
        return False


class Quota:
    """So many calls a minute, evenly spread; who comes first is served first."""

    def __init__(self, environment: simpy.Environment, calls_a_minute: float, patience_seconds: float) -> None:
        """Begin with nothing used."""
        self._environment = environment
        self._seconds_a_call = 60.0 / calls_a_minute
        self._patience = patience_seconds
        self._free_at = 0.0

    def take(self, calls: int) -> Steps:
        """Wait until some calls may be made; raise `TurnedAway` after the client's patience where that is later."""
        now = self._environment.now
        free_at = max(self._free_at, now)
        if free_at - now > self._patience:
            yield self._environment.timeout(self._patience)
            raise TurnedAway("quota")
        self._free_at = free_at + calls * self._seconds_a_call
        yield self._environment.timeout(free_at - now)


def deliver(environment: simpy.Environment, pool: Pool, work: Work, by: Subscription, chance: random.Random) -> Steps:
    """Deliver a message until its work is done; raise `DeadLettered` after the last attempt."""
    for attempt in range(by.maximum_delivery_attempts):
        try:
            yield from pool.serve(work)
        except TurnedAway:
            longest = min(by.maximum_backoff_seconds, by.minimum_backoff_seconds * 2**attempt)
            yield environment.timeout(longest * chance.uniform(0.9, 1.1))
        else:
            return
    raise DeadLettered(pool.name)
