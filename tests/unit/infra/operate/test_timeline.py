from datetime import UTC, datetime, timedelta
from typing import Any

from infra.operate.timeline import CHAIN, REUSING, Row, rows

START = datetime(2026, 1, 1, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def work(stage: str, status: str, start: float, end: float, **fields: Any) -> dict[str, Any]:
    ends = {"finished_at": at(end)} if status == "done" else {}
    known = {"stage": stage, "status": status, "started_at": at(start), "lease_until": at(end), "attempt": 1}
    return known | {"cost_usd": 0.5} | ends | fields


def row_of(stage: str, works: list[dict[str, Any]], scene_count: int | None = None) -> Row:
    return next(row for row in rows(works, scene_count, at(100)) if row.stage == stage)


def test_a_stage_that_nobody_began_waits() -> None:
    assert [row.state for row in rows([], None, at(0))] == ["waiting"] * len(CHAIN)


def test_the_api_is_no_stage_of_the_chain() -> None:
    assert [row.stage for row in rows([work("submit_request", "done", 0, 0)], None, at(1))] == list(CHAIN)


def test_a_request_that_got_a_lesson_has_a_shorter_way() -> None:
    works = [work("retrieve_content", "done", 1, 2), work("reuse_lesson", "done", 2, 3)]
    assert [row.stage for row in rows(works, 6, at(3))] == list(REUSING)


def test_a_request_that_waited_in_vain_has_a_longer_way() -> None:
    works = [work("reuse_lesson", "done", 2, 3), work("write_script", "running", 3, 400)]
    assert [row.stage for row in rows(works, None, at(4))] == [*CHAIN[:2], "reuse_lesson", *CHAIN[2:]]


def test_a_stage_that_is_done_took_from_its_start_to_its_end() -> None:
    row = row_of("write_script", [work("write_script", "done", 2, 5, attempt=2)])
    assert (row.state, row.seconds, row.attempts, row.cost_usd) == ("done", 3.0, 2, 0.5)


def test_a_stage_that_runs_takes_until_now() -> None:
    row = row_of("write_script", [work("write_script", "running", 40, 400)])
    assert (row.state, row.seconds) == ("running", 60.0)


def test_scenes_take_from_the_first_start_to_the_last_end() -> None:
    scenes = [work("render_scene", "done", 10, 14), work("render_scene", "done", 11, 19)]
    row = row_of("render_scene", scenes, scene_count=2)
    assert (row.state, row.seconds, row.scenes_done, row.cost_usd) == ("done", 9.0, 2, 1.0)
    assert row.scene_seconds == 12.0


def test_scenes_are_not_done_before_all_of_them_are() -> None:
    row = row_of("render_scene", [work("render_scene", "done", 10, 14)], scene_count=2)
    assert (row.state, row.scenes_done) == ("running", 1)


def test_a_stage_that_refused_has_failed() -> None:
    row = row_of("retrieve_content", [work("retrieve_content", "failed", 3, 4)])
    assert (row.state, row.seconds) == ("failed", 1.0)
