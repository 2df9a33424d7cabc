"""Tests that scenes are joined at exactly the right frames, and that sound and picture stay together."""

from collections.abc import Callable
from fractions import Fraction
from itertools import accumulate
from pathlib import Path
from typing import cast

import av
import numpy
import pytest

from functions.assemble_video.errors import BadScene
from functions.assemble_video.join import join
from functions.assemble_video.loudness import level
from functions.assemble_video.sound import joined
from shared.models.narration import Narration
from tests.unit.examples import scene, script

from .conftest import narrated

Maker = Callable[..., Path]
FRAMES = [95, 61, 170, 47]
HEADINGS = ["One", "Two: \u00e9", "Three & four", "End"]
STARTS = [0, *accumulate(FRAMES)][:-1]


FOUR = script(*(scene("One.") | {"heading": heading} for heading in HEADINGS), title="Four & scenes", language="es")


@pytest.fixture
def lesson(tmp_path: Path, make_picture: Maker, make_recording: Maker) -> Path:
    """Give a lesson of four scenes, each with its own brightness and a click at its start."""
    narrations = silent(*FRAMES)
    pictures = [
        make_picture(f"{number}.mp4", frames, brightness=40 + 40 * number, changes=(7, 8, 40))
        for number, frames in enumerate(FRAMES)
    ]
    recordings = [make_recording(f"{number}.wav", frames, click=True) for number, frames in enumerate(FRAMES)]
    sound = joined(recordings, narrations)
    join(pictures, narrations, level(sound), tmp_path / "lesson.mp4", FOUR)
    return tmp_path / "lesson.mp4"


def silent(*frames: int) -> list[Narration]:
    """Return the narrations of scenes without words."""
    return [narrated(number, count) for number, count in enumerate(frames)]


def pictures_of(path: Path) -> list[tuple[float, int]]:
    """Return when each picture is shown and how bright it is."""
    with av.open(str(path)) as file:
        return [(frame.time or 0.0, frame.to_ndarray()[90, 160]) for frame in file.decode(video=0)]


def sound_of(path: Path) -> tuple[float, "numpy.ndarray[tuple[int], numpy.dtype[numpy.float32]]"]:
    """Return when the sound starts, and one channel of it."""
    with av.open(str(path)) as file:
        frames = list(file.decode(audio=0))
    return frames[0].time or 0.0, numpy.concatenate([frame.to_ndarray()[0] for frame in frames])


def test_every_scene_is_shown_at_its_first_frame(lesson: Path) -> None:
    shown = pictures_of(lesson)
    for number, start in enumerate(STARTS):
        at = next(time for time, brightness in shown if abs(int(brightness) - 40 - 40 * number) <= 8)
        assert at == start / 30


def test_every_scene_is_a_chapter(lesson: Path) -> None:
    with av.open(str(lesson)) as file:
        found = file.chapters()
    assert [chapter["metadata"]["title"] for chapter in found] == HEADINGS
    assert [float(chapter["start"] * chapter["time_base"]) for chapter in found] == [
        pytest.approx(start / 30, abs=0.001) for start in STARTS
    ]


def test_every_click_is_heard_at_its_scenes_first_frame(lesson: Path) -> None:
    begin, sound = sound_of(lesson)
    assert begin == pytest.approx(0, abs=0.001)
    for start in STARTS:
        first = max(0, start * 1600 - 1600)
        loudest = first + int(numpy.argmax(numpy.abs(sound[first : start * 1600 + 1600])))
        assert begin + loudest / 48_000 == pytest.approx(start / 30, abs=0.005)


def test_sound_and_picture_end_together(lesson: Path) -> None:
    begin, sound = sound_of(lesson)
    assert begin + len(sound) / 48_000 == pytest.approx(sum(FRAMES) / 30, abs=1 / 30)
    with av.open(str(lesson)) as file:
        for stream in file.streams:
            assert cast(int, stream.duration) * cast(Fraction, stream.time_base) == pytest.approx(
                sum(FRAMES) / 30, abs=1 / 30
            )


def test_pictures_are_not_encoded_again(lesson: Path, tmp_path: Path) -> None:
    def packets(path: Path) -> list[bytes]:
        with av.open(str(path)) as file:
            return [bytes(packet) for packet in file.demux(video=0) if packet.size]

    assert packets(lesson) == [packet for number in range(4) for packet in packets(tmp_path / f"{number}.mp4")]


def test_the_file_starts_at_once_and_carries_its_title_and_language(lesson: Path) -> None:
    content = lesson.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    with av.open(str(lesson)) as file:
        assert file.metadata["title"] == "Four & scenes"
        assert file.streams.audio[0].metadata["language"] == "spa"


def test_sound_lies_beside_its_picture_in_the_file(lesson: Path) -> None:
    with av.open(str(lesson)) as file:
        order = [(packet.stream.type, (packet.dts or 0) * packet.time_base) for packet in file.demux() if packet.size]
    latest = {"video": Fraction(0), "audio": Fraction(0)}
    for kind, time in order:
        latest[kind] = Fraction(time)
        assert latest["audio"] - latest["video"] < 6
        assert latest["video"] - latest["audio"] < 2


@pytest.mark.parametrize("real", [58, 62])
def test_a_scene_longer_or_shorter_than_its_narration_is_refused(
    real: int, tmp_path: Path, make_picture: Maker
) -> None:
    with pytest.raises(BadScene, match="scene 0 lasts"):
        join([make_picture("a.mp4", real)], silent(60), [], tmp_path / "lesson.mp4", FOUR)


@pytest.mark.parametrize("real", [59, 60, 61])
@pytest.mark.parametrize("ticks", [30, 15_360, 90_000])
def test_a_frame_more_or_less_does_not_move_the_next_scene(
    real: int, ticks: int, tmp_path: Path, make_picture: Maker
) -> None:
    pictures = [make_picture("a.mp4", real, 50, ticks=ticks), make_picture("b.mp4", real, 150, ticks=ticks)]
    join(pictures, silent(60, 60), [], tmp_path / "lesson.mp4", FOUR)
    assert pictures_of(tmp_path / "lesson.mp4")[1][0] == 2.0
    with av.open(str(tmp_path / "lesson.mp4")) as file:
        video = file.streams.video[0]
        assert (video.duration or 0) * cast(Fraction, video.time_base) == 4


def other_size(picture: Maker, recording: Maker) -> list[Path]:
    return [picture("a.mp4", 60), picture("b.mp4", 60, size=(640, 360))]


def other_order(picture: Maker, recording: Maker) -> list[Path]:
    return [picture("a.mp4", 60, changes=tuple(range(1, 60)), bf="2", preset="medium")]


def sound_alone(picture: Maker, recording: Maker) -> list[Path]:
    return [recording("a.wav", 60)]


@pytest.mark.parametrize(
    ("scenes", "reason"),
    [
        (other_size, "scene 1 is encoded in another way"),
        (other_order, "not in the order"),
        (sound_alone, r"no H\.264"),
    ],
)
def test_scenes_that_cannot_be_joined_are_refused(
    scenes: Callable[..., list[Path]], reason: str, tmp_path: Path, make_picture: Maker, make_recording: Maker
) -> None:
    files = scenes(make_picture, make_recording)
    with pytest.raises(BadScene, match=reason):
        join(files, silent(*[60] * len(files)), [], tmp_path / "lesson.mp4", FOUR)
