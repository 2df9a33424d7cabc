"""A hundred, ten thousand and a million lessons a day: how long a student waits, what is full first, what it costs.

It simulates (`benchmarks/scale`) from what `benchmarks.service_times` has measured, first this machine, where there is
a figure to compare with.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import Any

from rich.console import Console

from benchmarks import report
from benchmarks.cost import Made, priced
from benchmarks.scale.cloud import Capacity, Hour, Outcome
from benchmarks.scale.loads import Load, enough, loads, way_seconds
from benchmarks.scale.one_machine import Together
from benchmarks.scale.times import STAGES, Lesson, estimates, in_the_cloud, measured
from infra.local.functions import MOST_THREADS
from shared import topology
from shared.cost import Usage

LESSONS_A_DAY = (100, 10_000, 1_000_000)
PEAK_SHARE = 0.2
"""Of a day's lessons, those of its busiest hour: most of a school day's work is in six hours, and not evenly."""
MINUTES_OF_A_LESSON = 3
CORES = 2
THROUGHPUT = Path(__file__).parent / "scale" / "throughput.json"
SEED = 1


def measure(console: Console) -> dict[str, Any]:
    """Simulate one machine and three sizes of a day."""
    machine = compared_with_this_machine()
    console.print(
        f"This machine with all lessons at once: {machine['simulated']} lesson minutes a minute simulated, "
        f"{machine['measured']} measured ({machine['simulated_by_measured']:.0%})."
    )
    lessons = [lesson for lesson in measured() if lesson["minutes"] == MINUTES_OF_A_LESSON]
    mix, usd = [in_the_cloud(lesson) for lesson in lessons], mean(_usd(lesson) for lesson in lessons)
    days = [_day(count, mix, usd) for count in LESSONS_A_DAY]
    waits = ("Lessons a day", "Busiest hour", "Limits", "p50", "p95", "Refused", "Failed", "Cold starts")
    needed = [f"needed at {day['lessons_a_day']:,}" for day in days]
    largest = f"For {days[-1]['lessons_a_day']:,} a day"
    console.print(report.table(waits, (_waits(day, limits) for day in days for limits in ("as_declared", "raised"))))
    console.print(report.table(("Limit", "There is", "Full at lessons a day", *needed), _limits(days)))
    console.print(report.table((largest, "maximum_instances", "At work at once"), _instances(days[-1])))
    console.print(report.table(("Lessons a day", "Cost a day", "MAXIMUM_COST_A_DAY_USD"), map(_cost, days)))
    return {"this_machine": machine, "alone_seconds": _alone(mix), "usd_a_lesson": round(usd, 5), "days": days}


def compared_with_this_machine() -> dict[str, float]:
    """Return the lesson minutes a minute that are simulated for one machine, and those that were measured on it.

    Others may have been busy on it: what is simulated has the share of its cores that the real stack had.
    """
    of_length = {lesson["minutes"]: lesson for lesson in measured()}
    real = json.loads(THROUGHPUT.read_text("utf-8"))["figures"]
    lessons = [of_length[minutes] for minutes in real["minutes_each"]]
    at_once = {name: CORES if topology.load().functions[name].concurrency == 1 else MOST_THREADS for name in STAGES}
    alone = Together(lessons, CORES, at_once, SEED).lesson_minutes_per_minute()
    simulated = alone * real["share_of_the_machine"]
    found = float(real["lesson_minutes_per_minute"])
    return {"simulated": round(simulated, 2), "measured": found, "simulated_by_measured": round(simulated / found, 3)}


def _day(lessons_a_day: int, mix: list[Lesson], usd: float) -> dict[str, Any]:
    peak = round(lessons_a_day * PEAK_SHARE)
    declared, raised = Capacity.as_declared(), enough(peak, mix)
    needs = loads(peak, mix, declared)
    return {
        "lessons_a_day": lessons_a_day,
        "lessons_in_the_busiest_hour": peak,
        "usd_a_day": round(lessons_a_day * usd, 2),
        "maximum_usd_a_day": float(topology.load().environment["MAXIMUM_COST_A_DAY_USD"]),
        "limits": [_limit(load, lessons_a_day) for load in needs],
        "as_declared": _summary(Hour(peak, declared, mix, SEED).run()),
        "raised": _summary(Hour(peak, raised, mix, SEED).run())
        | {"maximum_instances": dict(raised.maximum_instances), "speech_a_minute": round(raised.speech_a_minute)},
    }


def _limit(load: Load, lessons_a_day: int) -> dict[str, Any]:
    return {
        "limit": load.limit,
        "needed": round(load.needed, 2),
        "there_is": load.there_is,
        "full_at_lessons_a_day": round(lessons_a_day / load.share),
    }


def _usd(lesson: dict[str, Any]) -> float:
    """Return what a measured lesson costs, without its being watched."""
    usage = {stage: [Usage(seconds=each) for each in seconds] for stage, seconds in lesson["stage_seconds"].items()}
    counts = {name: lesson[name] for name in ("input_tokens", "output_tokens", "spoken_characters")}
    usage["write_script"].append(Usage(**counts))
    return float(priced(usage, Made(lesson["scenes"], lesson["seconds"], lesson["video_bytes"]))["usd"])


def _alone(mix: list[Lesson]) -> dict[str, float]:
    """Return the seconds of a lesson that nobody else's is in the way of: with instances running, and with none."""
    warm = way_seconds(mix)
    cold = estimates("latencies")["cold_start_seconds"] * len(STAGES)
    return {"warm": round(warm, 1), "every function starts cold": round(warm + cold, 1)}


def _summary(outcome: Outcome) -> dict[str, Any]:
    ended = len(outcome.seconds) + outcome.failed + outcome.refused
    served = sum(pool.served for pool in outcome.pools.values())
    cold = sum(pool.cold for pool in outcome.pools.values())
    return {
        "simulated_share": round(outcome.share, 4),
        "lessons": ended,
        "refused_share": round(outcome.refused / ended, 4) if ended else 0.0,
        "failed_share": round(outcome.failed / ended, 4) if ended else 0.0,
        "until_ready_ms": report.spread(outcome.seconds),
        "cold_share": round(cold / served, 4) if served else 0.0,
        "most_instances": outcome.most_instances(),
    }


def _waits(day: dict[str, Any], limits: str) -> tuple[str, ...]:
    found = day[limits]
    counts = f"{day['lessons_a_day']:,}", f"{day['lessons_in_the_busiest_hour']:,}"
    waits = [f"{found['until_ready_ms'].get(cut, 0) / 1000:.0f} s" for cut in ("p50", "p95")]
    shares = [f"{found[name]:.1%}" for name in ("refused_share", "failed_share", "cold_share")]
    return *counts, limits.replace("_", " "), *waits, *shares


def _limits(days: list[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    """Give the needs of each day's busiest hour, the limit that is full first above."""
    for most in days[-1]["limits"]:
        each = [load for day in days for load in day["limits"] if load["limit"] == most["limit"]]
        yield most["limit"], f"{most['there_is']:,.0f}", f"{most['full_at_lessons_a_day']:,}", *map(_need, each)


def _need(load: dict[str, Any]) -> str:
    return f"{'[red]' if load['needed'] > load['there_is'] else ''}{load['needed']:,.0f}"


def _instances(day: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for name, count in day["raised"]["maximum_instances"].items():
        concurrency = topology.load().functions[name].concurrency
        yield name, str(count), f"{day['raised']['most_instances'][name] / concurrency:,.0f}"


def _cost(day: dict[str, Any]) -> tuple[str, ...]:
    color = "[red]" if day["usd_a_day"] > day["maximum_usd_a_day"] else ""
    cells = f"{day['lessons_a_day']:,}", f"${day['usd_a_day']:,.0f}", f"${day['maximum_usd_a_day']:,.0f}"
    return tuple(f"{color}{cell}" for cell in cells)
