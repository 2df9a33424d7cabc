"""Encoding a scene: only pictures that differ are stored, each shown until the next.

A picture is drawn while the one before it is encoded. All scenes are encoded with the same settings, so that they can
be joined by copying packets; there are no pictures that refer to later ones, so that decoding order is showing order.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.video.frame import VideoFrame

from shared.models.narration import FRAMES_PER_SECOND, TICKS

from .clip import SceneClip
from .planes import Patch, Planes
from .theme import HEIGHT, WIDTH

KEY_FRAME_SECONDS = 5
_KEY_FRAMES = KEY_FRAME_SECONDS * FRAMES_PER_SECOND
_TICKS_A_FRAME = TICKS // FRAMES_PER_SECOND
FILE_OPTIONS = {"video_track_timescale": str(TICKS)}
_BT709 = 1
ENCODER_OPTIONS = {
    "preset": "veryfast",
    "tune": "stillimage",
    "crf": "21",
    "profile": "high",
    # One thread a scene: scenes are encoded side by side, and the bytes do not depend on the machine.
    "threads": "1",
    "x264-params": "subme=1:bframes=0:scenecut=0:keyint=infinite:open-gop=0:force-cfr=0:rc-lookahead=0:mbtree=0",
}


def encode(clip: SceneClip, destination: Path, before_each: Callable[[], object]) -> int:
    """Write a clip as a silent MP4 of exactly its length, and return how many pictures it stores.

    `before_each` is called before each picture, and may raise to stop.
    """
    shown = shown_frames(clip)
    ends = [*shown[1:], clip.frames]
    durations = {start: end - start for start, end in zip(shown, ends, strict=True)}
    with av.open(str(destination), "w", format="mp4", options=FILE_OPTIONS) as file, ThreadPoolExecutor(1) as other:
        stream, planes = video_stream(file), Planes()
        drawing = other.submit(_patches, clip, planes, shown[0], None)
        for frame, following in zip(shown, [*shown[1:], None], strict=True):
            before_each()
            for patch in drawing.result():
                planes.paste(patch)
            if following is not None:
                drawing = other.submit(_patches, clip, planes, following, frame)
            # Encoded in this thread: it lets go of Python's lock at once, and drawing does not.
            packets = stream.encode(_picture(planes, frame, is_key=frame % _KEY_FRAMES == 0))
            _write(file, packets, durations)
        _write(file, stream.encode(None), durations)
    return len(shown)


def shown_frames(clip: SceneClip) -> list[int]:
    """Return the frames whose pictures are stored: those that change, and the key frames."""
    return sorted({*clip.changes(), *range(0, clip.frames, _KEY_FRAMES)})


def _patches(clip: SceneClip, planes: Planes, frame: int, before: int | None) -> list[Patch]:
    """Draw what changed since the frame before, while that one is being encoded."""
    areas = clip.picture.changed(frame, before)
    pixels = clip.picture.draw(frame)
    return [planes.converted(pixels, area) for area in areas]


def video_stream(file: Any) -> Any:
    """Add the stream that every scene is encoded to."""
    stream = file.add_stream("libx264", rate=FRAMES_PER_SECOND, options=ENCODER_OPTIONS)
    stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    stream.time_base = stream.codec_context.time_base = Fraction(1, TICKS)
    context = stream.codec_context
    context.color_primaries = context.color_trc = context.colorspace = _BT709
    context.color_range = 1  # of television: 16 to 235
    return stream


def _picture(planes: Planes, frame: int, *, is_key: bool) -> VideoFrame:
    picture = planes.frame()
    if is_key:
        picture.pict_type = av.video.frame.PictureType.I
    picture.pts, picture.time_base = frame * _TICKS_A_FRAME, Fraction(1, TICKS)
    return picture


def _write(file: Any, packets: Any, durations: dict[int, int]) -> None:
    for packet in packets:
        # The encoder gives every packet one frame; the muxer writes down the last one's length as it stands.
        packet.duration = durations[round(packet.pts * packet.time_base * FRAMES_PER_SECOND)] * _TICKS_A_FRAME
        file.mux(packet)
