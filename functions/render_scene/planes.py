"""The picture as an encoder wants it: brightness for every pixel, colour for every two by two pixels (yuv420p).

Only the part that changed since the last picture is converted again.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter

from .geometry import Box
from .theme import HEIGHT, WIDTH

_MARGIN = 8  # pixels: a colour is mixed from its neighbours too


class Planes:
    """Hold one picture, and convert what changes in it."""

    def __init__(self) -> None:
        """Start with nothing in it."""
        size = WIDTH * HEIGHT
        self._all = np.zeros(size * 3 // 2, np.uint8)
        halves = (HEIGHT // 2, WIDTH // 2)
        self._planes = (
            self._all[:size].reshape(HEIGHT, WIDTH),
            self._all[size : size * 5 // 4].reshape(halves),
            self._all[size * 5 // 4 :].reshape(halves),
        )
        self._reformatter = VideoReformatter()

    def converted(self, pixels: Any, area: Box) -> "Patch":
        """Convert an area, in whole and even pixels, of an array of shape (1080, 1920, 4): blue, green, red, alpha."""
        left, top = max(0, int(area.x) - _MARGIN), max(0, int(area.y) - _MARGIN)
        right, bottom = min(WIDTH, int(area.right) + _MARGIN), min(HEIGHT, int(area.bottom) + _MARGIN)
        frame = self._reformatter.reformat(
            VideoFrame.from_numpy_buffer(pixels[top:bottom, left:right], format="bgra"),
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            threads=1,
        )
        return Patch(area, (left, top), frame)

    def paste(self, patch: "Patch") -> None:
        """Take over an area that was converted."""
        for plane, source, share in zip(self._planes, patch.frame.planes, (1, 2, 2), strict=True):
            values = np.frombuffer(source, np.uint8).reshape(-1, source.line_size)  # rows may be padded
            first, last, start, end = (
                int(edge) // share for edge in (patch.area.y, patch.area.bottom, patch.area.x, patch.area.right)
            )
            x, y = (corner // share for corner in patch.corner)
            plane[first:last, start:end] = values[first - y : last - y, start - x : end - x]

    def frame(self) -> VideoFrame:
        """Return the picture for an encoder, without a copy: it must be encoded before the next `paste`."""
        return VideoFrame.from_numpy_buffer(self._all.reshape(HEIGHT * 3 // 2, WIDTH), format="yuv420p")


@dataclass(frozen=True)
class Patch:
    """Hold an area of a picture that was converted with some pixels around it, from `corner` on: left, top."""

    area: Box
    corner: tuple[int, int]
    frame: VideoFrame
