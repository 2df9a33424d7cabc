"""Look at a finished video: what is in it, how long it lasts, how loud it is."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
from av.audio.frame import AudioFrame
from av.stream import Stream

from shared.models.base import Record
from shared.models.narration import FRAMES_PER_SECOND

from .errors import BadLesson
from .loudness import measure


class VideoFacts(Record):
    """Describe a finished video; times in seconds."""

    seconds: float
    sound_seconds: float
    bytes: int
    width: int
    height: int
    pictures: int
    """How many pictures are stored: one that does not change is stored once and shown for long."""
    video_codec: str
    pixel_format: str
    audio_codec: str
    audio_rate: int
    audio_channels: int
    loudness: float
    """Integrated, in LUFS."""
    true_peak: float
    """In dB, of the decoded sound."""


def verified(path: Path, frames: int) -> VideoFacts:
    """Return the facts of a video; raise `BadLesson` unless picture and sound both last that many frames."""
    found = _look_at(path)
    expected = frames / FRAMES_PER_SECOND
    for name, seconds in (("picture", found.seconds), ("sound", found.sound_seconds)):
        if abs(seconds - expected) > 1 / FRAMES_PER_SECOND:
            raise BadLesson(f"the {name} of the lesson lasts {seconds:.3f} s instead of {expected:.3f} s")
    return found


def _look_at(path: Path) -> VideoFacts:
    with av.open(str(path)) as file:
        kinds = sorted(f"{stream.type} {stream.codec_context.name}" for stream in file.streams if stream.type != "data")
        if kinds != ["audio aac", "video h264"]:
            raise BadLesson(f"the lesson should have one picture and one sound track, but has {', '.join(kinds)}")
        picture, sound = file.streams.video[0], file.streams.audio[0]
        loudness = measure(_sound_of(path))
        return VideoFacts(
            seconds=_seconds(picture),
            sound_seconds=_seconds(sound),
            bytes=path.stat().st_size,
            width=picture.width,
            height=picture.height,
            pictures=sum(packet.size > 0 for packet in file.demux(video=0)),
            video_codec=picture.codec_context.name,
            pixel_format=picture.pix_fmt or "",
            audio_codec=sound.codec_context.name,
            audio_rate=sound.rate,
            audio_channels=sound.channels,
            loudness=round(loudness.integrated, 2),
            true_peak=round(loudness.true_peak, 2),
        )


def _sound_of(path: Path) -> Iterator[AudioFrame]:
    with av.open(str(path)) as file:
        yield from file.decode(audio=0)


def _seconds(stream: Stream) -> float:
    return float((stream.duration or 0) * cast(Fraction, stream.time_base))
