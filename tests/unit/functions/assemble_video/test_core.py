"""Tests that a lesson's files are made, fit each other and are checked."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import webvtt

from functions.assemble_video.core import SceneFiles, assemble
from functions.assemble_video.errors import BadLesson, BadScene
from functions.assemble_video.facts import verified
from functions.assemble_video.lesson import Lesson, Spending
from shared.models.narration import Narration
from tests.unit.examples import source

from .conftest import lesson_of, narrated

SAID = [["Plants make food.", "They use light."], ["Sugar is the food of a plant."]]
FRAMES = [180, 121]
NARRATIONS = [narrated(number, FRAMES[number], *SAID[number]) for number in range(2)]
SPENDING = Spending(dollars={"write_script": 0.002, "narrate_scenes": 0.01}, seconds={"write_script": 3.5})


@pytest.fixture
def files(make_picture: Callable[..., Path], make_recording: Callable[..., Path]) -> list[SceneFiles]:
    """Give the files of both scenes."""
    return [
        SceneFiles(make_picture(f"{number}.mp4", frames, changes=(20, 60)), make_recording(f"{number}.wav", frames))
        for number, frames in enumerate(FRAMES)
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give an empty folder."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def made(
    files: list[SceneFiles], folder: Path, said: list[list[str]] = SAID, narrations: list[Narration] = NARRATIONS
) -> Lesson:
    return assemble(lesson_of(said), narrations, files, [source()], SPENDING, folder, lambda: None)


def test_a_lesson_is_written_and_described(files: list[SceneFiles], folder: Path) -> None:
    lesson = made(files, folder)
    assert {file.name for file in folder.iterdir()} == {"lesson.mp4", "captions.vtt", "transcript.md", "lesson.json"}
    assert Lesson.model_validate(json.loads((folder / "lesson.json").read_text("utf-8"))) == lesson
    chapters = [(chapter.heading, chapter.start, chapter.end) for chapter in lesson.chapters]
    assert chapters == [("Scene 0", 0, 6), ("Scene 1", 6, 10.033)]
    assert lesson.chapters[1].sentences[0].start == 6.3
    assert (lesson.cost_usd, lesson.sources, lesson.script) == (0.012, [source()], lesson_of(SAID))
    assert webvtt.read(str(folder / "captions.vtt")).captions[-1].start == "00:00:06.300"


def test_the_facts_of_the_video_are_measured(files: list[SceneFiles], folder: Path) -> None:
    video = made(files, folder).video
    assert (video.width, video.height, video.pictures, video.video_codec) == (320, 180, 6, "h264")
    sound = (video.audio_codec, video.audio_rate, video.audio_channels)
    assert (video.pixel_format, *sound) == ("yuv420p", "aac", 48_000, 2)
    assert video.seconds == pytest.approx(301 / 30, abs=1e-4)
    assert video.sound_seconds == pytest.approx(301 / 30, abs=1 / 30)
    assert video.loudness == pytest.approx(-16, abs=1)
    assert video.true_peak < -1
    assert video.bytes == (folder / "lesson.mp4").stat().st_size


def test_scenes_that_are_missing_or_in_another_order_are_refused(files: list[SceneFiles], folder: Path) -> None:
    for narrations, there in ((NARRATIONS[:1], files), (NARRATIONS[::-1], files), (NARRATIONS, files[:1])):
        with pytest.raises(BadScene, match="the script has 2 scenes"):
            made(there, folder, narrations=narrations)


def test_a_recording_of_other_words_is_refused(files: list[SceneFiles], folder: Path) -> None:
    with pytest.raises(BadScene, match="scene 1 does not say"):
        made(files, folder, [SAID[0], ["Something else."]])


def test_a_video_that_is_not_as_it_should_be_is_refused(files: list[SceneFiles], folder: Path) -> None:
    with pytest.raises(BadLesson, match="one picture and one sound track, but has video h264"):
        verified(files[0].picture, 180)
    made(files, folder)
    with pytest.raises(BadLesson, match=r"picture of the lesson lasts 10\.033 s instead of 11\.000 s"):
        verified(folder / "lesson.mp4", 330)
