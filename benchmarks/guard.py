"""Whether rendering is still about as fast as it was: two ratios of one run, with room for a noisy machine.

`make guard`, which is part of the gate; exits with 1 where one is missed.
"""

import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from benchmarks import limit, material, plain_moviepy, report
from benchmarks.lesson import render_here, render_with_sound
from benchmarks.material import Material
from benchmarks.rendering import SHORT_SCENE, seconds
from shared.models.narration import FRAMES_PER_SECOND

ROUNDS = 3
COMPARED_SECONDS = 5  # of a scene: plain MoviePy needs about three times as long for it
# Measured with nothing else running: 1.4 and 30.
MOST_AGAINST_LIMIT, LEAST_AGAINST_MOVIEPY = 2.5, 10.0


def main() -> int:
    """Compare, and say whether both ratios hold."""
    given = material.make(1)
    kinds: list[str] = [scene.scene.visual.kind for scene in given.scenes]
    short = _cut(given.only(kinds.index(SHORT_SCENE)), COMPARED_SECONDS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        drawn = [limit.draw(scene) for scene in given.scenes]
        turns = [
            (
                seconds(lambda: render_here(given, folder)),
                seconds(lambda: limit.encode_here(drawn, folder)),
                seconds(lambda: render_with_sound(short, folder)),
            )
            for _ in range(ROUNDS)
        ]
        plain = seconds(lambda: plain_moviepy.write(short.scenes[0], folder / "0.wav", folder / "plain.mp4"))
    ours, encoder, brief = (median(column) for column in zip(*turns, strict=True))
    against_limit, against_moviepy = ours / encoder, plain / brief
    is_near, is_faster = against_limit <= MOST_AGAINST_LIMIT, against_moviepy >= LEAST_AGAINST_MOVIEPY
    table = Table("Rendering", "Ratio", "Holds", "", box=None, pad_edge=False)
    table.add_row(
        "time against the encoder alone", f"{against_limit:.2f}", f"≤ {MOST_AGAINST_LIMIT}", report.verdict(is_near)
    )
    table.add_row(
        "times faster than plain MoviePy",
        f"{against_moviepy:.1f}",
        f"≥ {LEAST_AGAINST_MOVIEPY:.0f}",
        report.verdict(is_faster),
    )
    Console(highlight=False).print(table)
    return 0 if is_near and is_faster else 1


def _cut(lesson: Material, seconds_kept: int) -> Material:
    """Return a lesson of one scene without what comes after some seconds of it."""
    recording = lesson.recordings[0]
    frames = seconds_kept * FRAMES_PER_SECOND
    narration = recording.narration
    sentences = [
        sentence.model_copy(
            update={"start": min(sentence.start, seconds_kept - 0.1), "end": min(sentence.end, seconds_kept)}
        )
        for sentence in narration.sentences
    ]
    shorter = narration.model_copy(update={"frames": frames, "sentences": sentences})
    return Material(
        lesson.written, [replace(recording, wav=material.wav_start(recording.wav, frames), narration=shorter)]
    )


if __name__ == "__main__":
    sys.exit(main())
