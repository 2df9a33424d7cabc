"""The suite as a function, so that it can be run on the contract and on every known-bad variant of it."""

from collections.abc import Iterator

from tests.chaos.chain import WORDS_NOBODY_TEACHES
from tests.chaos.invariants import violations
from tests.chaos.schedules import run_one_fault, run_pair, run_random
from tests.chaos.world import FAULTS, OTHERS_DOINGS, Parts, World

QUESTIONS = {"Explain gravity": ("completed", None), WORDS_NOBODY_TEACHES: ("failed", "not_a_lesson")}
"""One fault changes nothing about how a request ends."""


def one_fault_at_every_point(parts: Parts | None = None) -> Iterator[str | None]:
    """Give, for each fault at each point in each order, the first broken rule or None."""
    for question in QUESTIONS:
        for is_last_first in (False, True):
            _, points = run_one_fault(None, "go", is_last_first, question, parts)
            for fault in FAULTS:
                for number, point in enumerate(points):
                    world, _ = run_one_fault(number, fault, is_last_first, question, parts)
                    found = broken(world, question)
                    yield f"{fault} at point {number} ({point}): {found}" if found else None


def one_fault_at_every_point_of_two(parts: Parts | None = None) -> Iterator[str | None]:
    """Do the same with two requests for one lesson; also, cancel or erase the first at each point."""
    for is_last_first in (False, True):
        _, points = run_pair(None, "go", is_last_first, parts)
        for fault in (*OTHERS_DOINGS, *FAULTS):
            for number, point in enumerate(points):
                world, _ = run_pair(number, fault, is_last_first, parts)
                found = broken_by_two(world, fault)
                yield f"{fault} at point {number} of two ({point}): {found}" if found else None


def random_schedules(seeds: range, parts: Parts | None = None) -> Iterator[str | None]:
    """Give, for each seed, the first broken rule or None."""
    for seed in seeds:
        found = violations(run_random(seed, parts))
        yield f"seed {seed}: {found[0]}" if found else None


def broken_by_two(world: World, fault: str) -> str | None:
    """Return the first broken rule of a world with two requests for one lesson, or None where both got it.

    One of them makes it and the other one gets it, unless the first is cancelled or erased.
    """
    if found := violations(world):
        return found[0]
    records = {record.identifier: record.fields for record in world.store.find("content_requests", [], 10)}
    open_ends = {"completed", "cancelled"} if fault in OTHERS_DOINGS else {"completed"}
    if records["r-0"]["status"] not in open_ends or records["r-1"]["status"] != "completed":
        return f"they ended as {[record['status'] for record in records.values()]}"
    reused = sum("reused" in record for record in records.values())
    return None if reused == 1 or fault in OTHERS_DOINGS else f"{reused} of two lessons were reused"


def broken(world: World, question: str) -> str | None:
    """Return the first broken rule of a world with one request, or None where it ended as it does without a fault."""
    if found := violations(world):
        return found[0]
    ends = [
        (record.fields["status"], (record.fields.get("error") or {}).get("code"))
        for record in world.store.find("content_requests", [], 10)
    ]
    return None if ends == [QUESTIONS[question]] else f"it ended as {ends}, not as {QUESTIONS[question]}"
