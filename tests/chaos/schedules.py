"""Plans: one fault at every point there is, and random ones by seed."""

import random
from collections.abc import Mapping

from shared.models.request import ContentRequest
from shared.models.work import OutgoingMessage
from tests.chaos.chain import WORDS_NOBODY_TEACHES
from tests.chaos.world import FAULTS, Attempt, Delivery, Parts, Plan, World
from tests.fakes import asking


def request(number: int = 0, query: str = "Explain gravity") -> ContentRequest:
    """Return a request of one of two students."""
    return asking.request(request_id=f"r-{number}", student_id=f"s-{number % 2}", student_query=query)


class OneFault:
    """Do everything in order, and one thing at one point (counted over all attempts)."""

    def __init__(self, point: int | None = None, fault: str = "go", is_last_first: bool = False) -> None:
        self.points: list[str] = []
        self._point = point
        self._fault = fault
        self._at = -1 if is_last_first else 0

    def choose_delivery(self, due: list[Delivery]) -> Delivery:
        return due[self._at]

    def choose_attempt(self, ready: list[Attempt], due: list[Delivery]) -> Attempt | None:
        # A message that came while an attempt is under way is worked on beside it.
        return None if due and self._fault == "duplicate" and len(self.points) > (self._point or 0) else ready[-1]

    def at(self, attempt: Attempt, what: str) -> str:
        self.points.append(f"{attempt.delivery.function}: {what}")
        return self._fault if len(self.points) - 1 == self._point else "go"


class Overtaken(OneFault):
    """Have an attempt stand still at one point, and whoever takes its work over wait there until it goes on."""

    _place: tuple[str, int] | None = None

    def at(self, attempt: Attempt, what: str) -> str:
        here = (attempt.delivery.function, attempt.points)
        fault = super().at(attempt, what)
        if fault == "go" and here == self._place:
            fault, self._place = "pause", None
        elif fault != "go":
            self._place = here
        return fault


class TwoFaults(OneFault):
    """Do one thing at one point of a function and another one at a later point; points of others do not count."""

    def __init__(self, function: str, faults: Mapping[int, str]) -> None:
        super().__init__()
        self._function = function
        self._faults = faults

    def at(self, attempt: Attempt, what: str) -> str:
        if attempt.delivery.function != self._function:
            return "go"
        super().at(attempt, what)
        return self._faults.get(len(self.points) - 1, "go")


class Random:
    """Do anything, anywhere, as a seed decides."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._rate = self._random.choice([0.0, 0.01, 0.03, 0.1])

    def choose_delivery(self, due: list[Delivery]) -> Delivery:
        return self._random.choice(due)

    def choose_attempt(self, ready: list[Attempt], due: list[Delivery]) -> Attempt | None:
        return self._random.choice([*ready, None]) if due else self._random.choice(ready)

    def at(self, attempt: Attempt, what: str) -> str:
        return self._random.choice(FAULTS) if self._random.random() < self._rate else "go"


def run(requests: list[ContentRequest], plan: Plan, parts: Parts | None = None) -> World:
    """Run requests to their end, all submitted at once."""
    world = World(plan, parts)
    for each in requests:
        world.call("submit_request", each.model_dump_json())
    world.run_to_quiescence()
    return world


def run_random(seed: int, parts: Parts | None = None) -> World:
    """Run one to three requests as a seed decides: submitted once or more, by both doors, ended and started again."""
    chance = random.Random(seed)
    world = World(Random(seed + 1_000_000), parts)
    for number in range(chance.randint(1, 3)):
        asked = request(number, WORDS_NOBODY_TEACHES if number == 2 else "Explain gravity").model_dump_json()
        for _ in range(chance.choice([1, 1, 3])):
            if chance.random() < 0.5:
                world.call("submit_request", asked)
            else:
                world.publish(OutgoingMessage(topic="content-generation-requests", data=asked))
        if chance.random() < 0.15:
            world.call("cancel", f"r-{number}")
        if chance.random() < 0.15:
            world.call("erase", f"r-{number}")
        if chance.random() < 0.15:
            world.call("fail", f"r-{number}")
    world.run_to_quiescence()
    for failed in world.store.find("content_requests", [("status", "==", "failed")], 10):
        if chance.random() < 0.5:
            world.call("redrive", failed.identifier)
    world.run_to_quiescence()
    return world
