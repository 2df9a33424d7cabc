"""How long each stage of a request took, and what it cost, from the documents of its work."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from shared.progress import STAGES
from shared.reuse import NAME

CHAIN = tuple(name for name in STAGES if name not in ("submit_request", NAME))
REUSING = ("extract_topic", "retrieve_content", NAME)
"""The way of a request that gets the lesson of another one."""

State = Literal["waiting", "running", "done", "failed"]


@dataclass(frozen=True)
class Row:
    """Sum up a stage: from the first start to the last end of its work."""

    stage: str
    state: State
    seconds: float | None
    """Wall clock so far; None where it has not started."""
    attempts: int
    cost_usd: float
    scenes_done: int | None = None
    """None where the stage does not work scene by scene."""
    scene_seconds: float | None = None
    """What the finished scenes took, added up; more than `seconds` where they ran side by side."""


def rows(works: Iterable[Mapping[str, Any]], scene_count: int | None, now: datetime) -> list[Row]:
    """Return a row for each stage of the request's way, in its order."""
    known = list(works)
    by_stage: dict[str, list[Mapping[str, Any]]] = {name: [] for name in way({work["stage"] for work in known})}
    for work in known:
        by_stage.get(work["stage"], []).append(work)
    return [_row(name, found, scene_count, now) for name, found in by_stage.items()]


def way(stages: Set[str]) -> tuple[str, ...]:
    """Return the stages that a request goes through, as far as its work tells."""
    if NAME not in stages:
        return CHAIN
    return REUSING if "write_script" not in stages else (*REUSING, *CHAIN[2:])


def _row(stage: str, works: list[Mapping[str, Any]], scene_count: int | None, now: datetime) -> Row:
    done = [work for work in works if work["status"] == "done"]
    is_by_scene = stage == "render_scene"
    state = _state(works, len(done), scene_count or 0 if is_by_scene else 1)
    scene_seconds = sum((work["finished_at"] - work["started_at"]).total_seconds() for work in done)
    return Row(
        stage=stage,
        state=state,
        seconds=_seconds(works, state, now),
        attempts=max((work["attempt"] for work in works), default=0),
        cost_usd=sum(work["cost_usd"] for work in works),
        scenes_done=len(done) if is_by_scene else None,
        scene_seconds=scene_seconds if is_by_scene else None,
    )


def _state(works: list[Mapping[str, Any]], done: int, expected: int) -> State:
    if any(work["status"] == "failed" for work in works):
        return "failed"
    if not works:
        return "waiting"
    return "done" if expected and done >= expected else "running"


def _seconds(works: list[Mapping[str, Any]], state: State, now: datetime) -> float | None:
    if not works:
        return None
    started: datetime = min(work["started_at"] for work in works)
    ends: list[datetime] = [
        now if state == "running" else work.get("finished_at", work["lease_until"]) for work in works
    ]
    return max(0.0, (max(ends) - started).total_seconds())
