"""Simulated hours hold what is known of them beforehand."""

import pytest

from benchmarks.scale.cloud import Capacity, Hour
from benchmarks.scale.loads import enough, loads, way_seconds
from benchmarks.scale.one_machine import Together
from benchmarks.scale.times import STAGES, Lesson, in_the_cloud, measured, seconds_a_processor_second
from benchmarks.scale_simulation import compared_with_this_machine

LESSON = Lesson(
    minutes=3,
    sentences=30,
    extract_topic=2.0,
    retrieve_content=1.0,
    write_script=10.0,
    narrate_a_scene=1.0,
    scenes=(2.0,) * 8,
    assemble_video=8.0,
)


def test_the_same_seed_gives_the_same_hour() -> None:
    hours = [Hour(500, Capacity.as_declared(), [LESSON], seed).run().seconds for seed in (1, 1, 2)]
    assert hours[0] == hours[1] != hours[2]


def test_lessons_that_are_not_in_each_others_way_take_as_long_as_their_parts() -> None:
    outcome = Hour(200, Capacity.as_declared(), [LESSON]).run()
    assert outcome.failed == outcome.refused == 0
    assert sorted(outcome.seconds)[len(outcome.seconds) // 2] == pytest.approx(way_seconds([LESSON]), rel=0.1)


def test_more_lessons_than_speech_allows_wait_and_what_is_enough_lets_them_not() -> None:
    fits = Capacity.as_declared().speech_a_minute * 60 / LESSON.sentences
    count = round(fits * 1.05)
    as_declared, raised = (
        Hour(count, capacity, [LESSON]).run() for capacity in (Capacity.as_declared(), enough(count, [LESSON]))
    )
    assert max(as_declared.seconds) > 3 * max(raised.seconds)
    assert raised.failed == raised.refused == 0


def test_the_fullest_limit_comes_first() -> None:
    found = loads(10_000, [LESSON], Capacity.as_declared())
    assert found[0].limit == "Text-to-Speech requests a minute"
    assert found[0].needed == pytest.approx(10_000 / 60 * 30)
    assert [load.share for load in found] == sorted((load.share for load in found), reverse=True)


def test_a_large_hour_is_simulated_as_a_part_of_itself() -> None:
    count = 100_000
    outcome = Hour(count, enough(count, [LESSON]), [LESSON], most=2_000).run()
    assert outcome.share == pytest.approx(0.02)
    busy = count / 3_600 * LESSON.assemble_video
    assert outcome.most_instances()["assemble_video"] == pytest.approx(busy, rel=0.4)


def test_cores_that_are_always_busy_make_as_much_as_they_can() -> None:
    [lesson] = [found for found in measured() if found["minutes"] == 1]
    simulated = Together([lesson] * 40, cores=2, at_once=dict.fromkeys(STAGES, 8)).lesson_minutes_per_minute()
    used = sum(seconds for name, seconds in lesson["processor_seconds"].items() if name != "ingest_resource")
    assert simulated == pytest.approx(2 * 60 / used, rel=0.05)


def test_the_simulated_machine_makes_what_the_real_one_does() -> None:
    assert compared_with_this_machine()["simulated_by_measured"] == pytest.approx(1.0, abs=0.25)


@pytest.mark.parametrize("number", range(len(measured())))
def test_a_measured_lesson_takes_less_of_our_own_time_in_the_cloud_than_of_the_services(number: int) -> None:
    lesson = in_the_cloud(measured()[number])
    assert lesson.write_script > lesson.retrieve_content > 0
    assert len(lesson.scenes) == measured()[number]["scenes"]
    drawing = seconds_a_processor_second("render_scene") * measured()[number]["processor_seconds"]["render_scene"]
    assert sum(lesson.scenes) > drawing
