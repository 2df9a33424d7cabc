"""How fast a lesson is rendered: against real time, against the encoder alone, and against plain MoviePy.

Alone: `python -m benchmarks.rendering`.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import limit, material, plain_moviepy, report
from benchmarks.lesson import instances, make_lesson, render_all, render_with_sound

ROUNDS = 3
LEAST_SPEED, LEAST_AGAINST_MOVIEPY, MOST_AGAINST_LIMIT = 15.0, 40.0, 1.4
SHORT_SCENE = "key_points"  # about twenty seconds


def measure(console: Console) -> dict[str, Any]:
    """Measure a three-minute lesson; what is compared runs in turns."""
    given = material.make()
    index = next(number for number, scene in enumerate(given.scenes) if scene.scene.visual.kind == SHORT_SCENE)
    short = given.only(index)
    with tempfile.TemporaryDirectory() as name, instances() as pool:
        folder = Path(name)
        drawn = limit.prepare(given.scenes, folder)
        make_lesson(given, pool, folder)  # once, so that nothing is read from disk for the first time
        render_with_sound(short, folder)
        turns = [
            (
                seconds(lambda: make_lesson(given, pool, folder)),
                seconds(lambda: render_all(given, pool, folder)),
                seconds(lambda: limit.encode_all(drawn, pool)),
                seconds(lambda: render_with_sound(short, folder)),
            )
            for _ in range(ROUNDS)
        ]
        plain = seconds(lambda: plain_moviepy.write(short.scenes[0], folder / "0.wav", folder / "plain.mp4"))
    lesson, rendering, encoder, brief = (median(column) for column in zip(*turns, strict=True))
    figures = {
        "lesson_seconds": given.seconds,
        "made_in_seconds": round(lesson, 2),
        "times_real_time": round(given.seconds / lesson, 1),
        "rendered_in_seconds": round(rendering, 2),
        "encoder_alone_seconds": round(encoder, 2),
        "times_the_encoder_alone": round(rendering / encoder, 2),
        "short_scene_seconds": round(short.seconds, 1),
        "short_made_in_seconds": round(brief, 2),
        "plain_moviepy_seconds": round(plain, 2),
        "times_faster_than_moviepy": round(plain / brief, 1),
        "moviepy_times_real_time": round(short.seconds / plain, 2),
    }
    console.print(_table(figures))
    return figures


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _table(found: dict[str, float]) -> Table:
    table = Table("Rendering", "Ours", "Other", "Ratio", "Aim", "", box=None, pad_edge=False)
    speed, against_limit = found["times_real_time"], found["times_the_encoder_alone"]
    table.add_row(
        "script and narration to finished MP4, against real time",
        f"{found['made_in_seconds']:.1f} s",
        f"{found['lesson_seconds']:.0f} s",
        f"{speed:.1f}",
        f"at least {LEAST_SPEED:.0f}",
        report.verdict(speed >= LEAST_SPEED),
    )
    table.add_row(
        "all scenes, against the encoder alone",
        f"{found['rendered_in_seconds']:.1f} s",
        f"{found['encoder_alone_seconds']:.1f} s",
        f"{against_limit:.2f}",
        f"at most {MOST_AGAINST_LIMIT}",
        report.verdict(against_limit <= MOST_AGAINST_LIMIT),
    )
    faster = found["times_faster_than_moviepy"]
    table.add_row(
        f"a scene of {found['short_scene_seconds']:.0f} s, against plain MoviePy",
        f"{found['short_made_in_seconds']:.2f} s",
        f"{found['plain_moviepy_seconds']:.1f} s",
        f"{faster:.0f}",
        f"at least {LEAST_AGAINST_MOVIEPY:.0f}",
        report.verdict(faster >= LEAST_AGAINST_MOVIEPY),
    )
    return table


if __name__ == "__main__":
    report.run("rendering", measure)
