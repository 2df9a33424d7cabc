"""Tests that lessons come out equally loud."""

import random
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest

from functions.assemble_video.errors import BadScene
from functions.assemble_video.graph import frames_of
from functions.assemble_video.loudness import level, measure
from functions.assemble_video.sound import joined

from .conftest import narrated


@pytest.mark.parametrize("loudness", [0.01, 0.1, 0.9])
def test_a_quiet_voice_and_a_loud_one_come_out_alike(loudness: float, make_recording: Callable[..., Path]) -> None:
    pcm = joined([make_recording("a.wav", 300, loudness)], [narrated(2, 300)])
    found = measure(level(pcm))
    assert found.integrated == pytest.approx(-16, abs=0.3)
    assert found.true_peak < -1.5


def test_sharp_peaks_are_limited_and_the_loudness_kept() -> None:
    chance = random.Random(1)
    samples = [chance.randint(-1500, 1500) for _ in range(24_000 * 10)]
    for at in range(0, len(samples), 6000):
        samples[at : at + 20] = [20_000, -20_000] * 10
    found = measure(level(array("h", samples).tobytes()))
    assert found.integrated == pytest.approx(-16, abs=0.5)
    assert found.true_peak < -1.5


def test_no_sample_is_lost_or_added(make_recording: Callable[..., Path]) -> None:
    for frames in (30, 31, 97):
        pcm = joined([make_recording("a.wav", frames)], [narrated(2, frames)])
        assert sum(frame.samples for frame in level(pcm)) == frames * 1600


def test_silence_is_a_clear_error() -> None:
    with pytest.raises(BadScene, match="silent"):
        level(bytes(48_000))
    with pytest.raises(BadScene, match="too short"):
        level(b"")


def test_sound_is_measured_in_both_channels() -> None:
    tone = array("h", [8_000, 8_000, -8_000, -8_000] * 24_000).tobytes()
    assert measure(frames_of(tone)).true_peak == pytest.approx(-10.7, abs=1.6)


def test_a_recording_of_another_length_is_refused(make_recording: Callable[..., Path]) -> None:
    with pytest.raises(BadScene, match="scene 2 has 24000 samples, but its 31 frames need 24800"):
        joined([make_recording("a.wav", 30)], [narrated(2, 31)])


def test_a_recording_in_another_format_is_refused(make_recording: Callable[..., Path], tmp_path: Path) -> None:
    with pytest.raises(BadScene, match="not mono"):
        joined([make_recording("a.wav", 30, rate=22_050)], [narrated(2, 30)])
    (tmp_path / "b.wav").write_bytes(b"not a recording")
    with pytest.raises(BadScene, match="cannot be read"):
        joined([tmp_path / "b.wav"], [narrated(2, 30)])
