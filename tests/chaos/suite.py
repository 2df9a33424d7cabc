"""The suite as functions, so that it can be run on the contract and on every known-bad variant of it."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import product

from shared.reuse import NAME
from tests.chaos.chain import WORDS_NOBODY_TEACHES, WORDS_WITH_LITTLE_BEHIND
from tests.chaos.invariants import violations
from tests.chaos.schedules import OneFault, Overtaken, TwoFaults, request, run, run_random
from tests.chaos.world import FAILURES, FAULTS, OTHERS_DOINGS, Parts, World

SEEDS = 2_000
APART = 6
"""Points between two faults at most."""
ENDS = {"Explain gravity": ("completed", None), WORDS_NOBODY_TEACHES: ("failed", "not_a_lesson")}
REFUSED = ("failed", "not_enough_material")
"""How requests end, whatever fault there is."""
Answers = Iterator[str | None]
"""For each schedule, the first broken rule or None."""


def one_fault_at_every_point(parts: Parts | None = None, question: str = "Explain gravity") -> Answers:
    for what, _, world in _at_every_point(partial(run, [request(query=question)], parts=parts), FAULTS):
        yield _told(what, broken(world, question))


def one_fault_at_every_point_of_a_refusal(parts: Parts | None = None) -> Answers:
    return one_fault_at_every_point(parts, WORDS_NOBODY_TEACHES)


def one_fault_at_every_point_of_two(parts: Parts | None = None) -> Answers:
    """Do the same with two requests of two students for one lesson; also, erase or cancel the first at each point."""
    run_two = partial(run, [request(0), request(1)], parts=parts)
    for what, fault, world in _at_every_point(run_two, (*OTHERS_DOINGS, *FAULTS)):
        yield _told(what, broken_by_two(world, fault))


def one_fault_at_every_point_of_a_refused_lesson(parts: Parts | None = None) -> Answers:
    """Have two requests of two students for one lesson that is refused when it is written, with one fault."""
    run_two = partial(run, [request(number, WORDS_WITH_LITTLE_BEHIND) for number in range(2)], parts=parts)
    for what, _, world in _at_every_point(run_two, FAULTS):
        yield _told(what, broken_by_refusal(world))


def a_failure_at_every_point_and_a_start_again(parts: Parts | None = None) -> Answers:
    """Have the request fail at each point, and start it again when all has come to rest: it becomes a lesson."""

    def run_and_start_again(plan: OneFault) -> World:
        world = run([request()], plan, parts)
        world.call("redrive", "r-0")
        world.run_to_quiescence()
        return world

    for what, _, world in _at_every_point(run_and_start_again, FAILURES):
        yield _told(what, broken(world))


def an_attempt_overtaken_at_every_point(parts: Parts | None = None) -> Answers:
    for what, _, world in _at_every_point(partial(run, [request()], parts=parts), ("stall",), Overtaken):
        yield _told(what, broken(world))


def a_lesson_erased_while_it_is_copied(parts: Parts | None = None) -> Answers:
    """Erase the first of two at each point of the second's reuse, and have an attempt die or stall at each other."""
    run_two = partial(run, [request(0), request(1)], parts=parts)
    undisturbed = TwoFaults(NAME, {})
    run_two(undisturbed)
    for first, fault in product(range(len(undisturbed.points)), ("kill", "stall")):
        for second in range(first + 1, first + 1 + APART):
            for faults in ({first: "erase", second: fault}, {first: fault, second: "erase"}):
                yield _told(str(faults), broken_by_two(run_two(TwoFaults(NAME, faults)), "erase"))


def random_schedules(parts: Parts | None = None, seeds: range = range(SEEDS)) -> Answers:
    for seed in seeds:
        yield _told(f"seed {seed}", next(iter(violations(run_random(seed, parts))), None))


FAMILIES = (
    one_fault_at_every_point,
    one_fault_at_every_point_of_a_refusal,
    one_fault_at_every_point_of_two,
    one_fault_at_every_point_of_a_refused_lesson,
    a_failure_at_every_point_and_a_start_again,
    an_attempt_overtaken_at_every_point,
    a_lesson_erased_while_it_is_copied,
    random_schedules,
)


def _at_every_point(
    run_with: Callable[[OneFault], World], faults: tuple[str, ...], plan: type[OneFault] = OneFault
) -> Iterator[tuple[str, str, World]]:
    """Give what is done where, the fault, and the world after it, for each point and each order of messages."""
    for is_last_first in (False, True):
        undisturbed = OneFault(is_last_first=is_last_first)
        run_with(undisturbed)
        for fault in faults:
            for number, point in enumerate(undisturbed.points):
                world = run_with(plan(number, fault, is_last_first))
                yield f"{fault} at point {number} ({point})", fault, world


def _told(what: str, found: str | None) -> str | None:
    return f"{what}: {found}" if found else None


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


def broken_by_refusal(world: World) -> str | None:
    """Return the first broken rule of a world with a lesson that is refused: both are told, and one has paid."""
    if found := violations(world):
        return found[0]
    if ends := [end for end in _ends(world) if end != REFUSED]:
        return f"they ended as {ends}, not as {REFUSED}"
    paid = {what for what, _ in world.history.calls if what.startswith("scripts/")}
    return None if len(paid) == 1 else f"{len(paid)} of them paid for a script"


def _ends(world: World) -> list[tuple[str, str | None]]:
    records = world.store.find("content_requests", [], 10)
    return [(record.fields["status"], (record.fields.get("error") or {}).get("code")) for record in records]


def broken(world: World, question: str = "Explain gravity") -> str | None:
    """Return the first broken rule of a world with one request, or None where it ended as it does without a fault."""
    if found := violations(world):
        return found[0]
    ends = _ends(world)
    return None if ends == [ENDS[question]] else f"it ended as {ends}, not as {ENDS[question]}"
