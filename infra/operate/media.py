"""Read what a lesson's files say of themselves."""

import json
from collections.abc import Iterator
from pathlib import Path

from infra.operate.checks import Cue, Video


def cues(file: Path) -> list[Cue]:
    """Read the captions of a WebVTT file; times are in seconds."""
    import webvtt

    return [
        Cue(_seconds(caption.start), _seconds(caption.end), caption.text.splitlines())
        for caption in webvtt.read(str(file)).captions
    ]


def video(file: Path) -> Video:
    """Read what an MP4 file holds; a stream that is not there has no codec."""
    import av

    with av.open(str(file)) as container:
        picture = next(iter(container.streams.video), None)
        sound = next(iter(container.streams.audio), None)
        return Video(
            codec=picture.codec_context.name if picture else "none",
            size=(picture.codec_context.width, picture.codec_context.height) if picture else (0, 0),
            pixel_format=str(picture.codec_context.pix_fmt) if picture else "none",
            audio_codec=sound.codec_context.name if sound else "none",
            seconds=(container.duration or 0) / av.time_base,
            top_boxes=list(boxes(file.read_bytes())),
        )


def told_seconds(file: Path) -> float | None:
    """Return the length that a `lesson.json` tells, or None where it tells none."""
    try:
        return float(json.loads(file.read_text("utf-8"))["duration_seconds"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def boxes(data: bytes) -> Iterator[str]:
    """Give the names of the boxes that an MP4 file is made of, at top level, in order (ISO/IEC 14496-12)."""
    position = 0
    while position + 8 <= len(data):
        size = int.from_bytes(data[position : position + 4])
        yield data[position + 4 : position + 8].decode("latin-1")
        if size == 1:  # the size did not fit, and follows the name
            size = int.from_bytes(data[position + 8 : position + 16])
        if size < 8:  # 0: the last box, to the end of the file
            return
        position += size


def _seconds(time: str) -> float:
    hours, minutes, seconds = time.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
