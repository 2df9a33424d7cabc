"""From a script and its recordings to a finished MP4: what the chain does, in processes of one's own."""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from benchmarks.material import GivenScene, Material
from functions.assemble_video.core import SceneFiles, assemble
from functions.assemble_video.facts import VideoFacts
from functions.assemble_video.lesson import Spending
from functions.render_scene.core import render


@contextmanager
def instances(count: int = os.cpu_count() or 1) -> Iterator[ProcessPoolExecutor]:
    """Give processes that have loaded what they need, as instances that are warm."""
    with ProcessPoolExecutor(count, get_context("spawn")) as pool:
        list(pool.map(_warm, range(count * 4)))
        yield pool


def make_lesson(given: Material, pool: ProcessPoolExecutor, folder: Path) -> VideoFacts:
    """Render all scenes side by side and assemble them, into a folder."""
    render_all(given, pool, folder)
    put_recordings(given, folder)
    return assemble_all(given, folder)


def render_all(given: Material, pool: ProcessPoolExecutor, folder: Path) -> None:
    """Render all scenes side by side."""
    scenes = given.scenes
    list(pool.map(_render, scenes, [folder / f"{index}.mp4" for index in range(len(scenes))]))


def render_with_sound(given: Material, folder: Path) -> VideoFacts:
    """Make a lesson in this process alone."""
    render_here(given, folder)
    put_recordings(given, folder)
    return assemble_all(given, folder)


def render_here(given: Material, folder: Path) -> None:
    """Render all scenes one after the other, in this process alone."""
    for index, scene in enumerate(given.scenes):
        _render(scene, folder / f"{index}.mp4")


def put_recordings(given: Material, folder: Path) -> None:
    """Write the recordings to where assembling finds them."""
    for index, recording in enumerate(given.recordings):
        (folder / f"{index}.wav").write_bytes(recording.wav)


def assemble_all(given: Material, folder: Path) -> VideoFacts:
    """Assemble scenes that are rendered, with the recordings that lie beside them."""
    count = len(given.recordings)
    files = [SceneFiles(folder / f"{index}.mp4", folder / f"{index}.wav") for index in range(count)]
    narrations = [recording.narration for recording in given.recordings]
    sources = given.written.findings.sources_of(given.script)
    nothing_spent = Spending(dollars={}, seconds={})
    return assemble(given.script, narrations, files, sources, nothing_spent, folder, unlimited).video


def unlimited() -> None:
    """Let an attempt go on."""


def _render(scene: GivenScene, destination: Path) -> int:
    return render(scene.scene, scene.narration, scene.card, destination, unlimited, pictures=scene.pictures).pictures


def _warm(number: int) -> int:
    import functions.render_scene.core

    return number if functions.render_scene.core else 0
