"""Makes small scenes: silent videos with a variable frame rate, recordings with clicks, narrations, a script."""

import math
import random
import wave
from array import array
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pytest

from shared.models.narration import Narration, SpokenSentence
from shared.models.script import Script
from tests.unit.examples import scene, script


def paint(frame: av.VideoFrame, brightness: int) -> None:
    """Fill a picture with one grey."""
    for plane, value in zip(frame.planes, (brightness, 128, 128), strict=True):
        plane.update(bytes([value]) * plane.buffer_size)


@pytest.fixture
def make_picture(tmp_path: Path) -> Callable[..., Path]:
    """Give a maker of silent videos: `changes` are the frames at which the picture changes."""

    def make(
        name: str,
        frames: int,
        brightness: int = 128,
        changes: tuple[int, ...] = (),
        ticks: int = 15_360,
        size: tuple[int, int] = (320, 180),
        **options: str,
    ) -> Path:
        path = tmp_path / name
        settings = {"bf": "0", "preset": "ultrafast", "crf": "30"} | options
        with av.open(str(path), "w", options={"video_track_timescale": str(ticks)}) as file:
            stream = file.add_stream("libx264", rate=30, options=settings)
            stream.width, stream.height = size
            stream.pix_fmt = "yuv420p"
            stream.codec_context.time_base = Fraction(1, 30)
            at = [0, *changes]
            packets: list[Any] = []
            for index, start in enumerate(at):
                frame = av.VideoFrame(*size, "yuv420p")
                paint(frame, brightness + index)
                frame.pts, frame.time_base = start, Fraction(1, 30)
                packets += stream.encode(frame)
            packets += stream.encode(None)
            for packet, start, end in zip(packets, at, [*changes, frames], strict=True):
                packet.duration = round(Fraction(end - start, 30) / packet.time_base)
                file.mux(packet)
        return path

    return make


@pytest.fixture
def make_recording(tmp_path: Path) -> Callable[..., Path]:
    """Give a maker of recordings: bursts of a voice-like sound, and a click at the very start if asked for."""

    def make(name: str, frames: int, loudness: float = 0.1, click: bool = False, rate: int = 24_000) -> Path:
        chance = random.Random(name)
        samples = array("h")
        for index in range(frames * 800):
            syllable = max(0.0, math.sin(index / 24_000 * 2 * math.pi * 3)) ** 2
            voice = math.sin(index * 0.04) + 0.5 * math.sin(index * 0.11) + 0.3 * chance.uniform(-1, 1)
            samples.append(round(32_767 * loudness * syllable * voice / 1.8))
        if click:
            samples[0:800] = array("h", bytes(1600))
            samples[0:6] = array("h", [30_000] * 6)
        path = tmp_path / name
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, rate, 0, "NONE", "not compressed"))
            file.writeframes(samples.tobytes())
        return path

    return make


def narrated(number: int, frames: int, *texts: str) -> Narration:
    """Return the narration of a scene that its sentences fill evenly."""
    each = (frames / 30 - 0.3 - 0.8) / max(1, len(texts))
    spoken = [
        SpokenSentence(text=text, start=0.3 + index * each, end=0.3 + (index + 1) * each - 0.2)
        for index, text in enumerate(texts)
    ]
    return Narration(scene=number, frames=frames, sentences=spoken)


def lesson_of(said: list[list[str]], **changes: Any) -> Script:
    """Return the script of scenes that say so."""
    scenes = [scene(*texts) | {"heading": f"Scene {number}"} for number, texts in enumerate(said)]
    words = [{"term": "Chlorophyll", "definition": "The green of a leaf."}]
    return script(*scenes, title="How plants eat light", vocabulary=words, **changes)
