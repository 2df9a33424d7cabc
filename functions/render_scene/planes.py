"""The picture as an encoder wants it: brightness for every pixel, colour for every two by two pixels (yuv420p).

Only the part that changed since the last picture is converted again.
"""

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
        self._brightness = self._all[:size].reshape(HEIGHT, WIDTH)
        halves = (HEIGHT // 2, WIDTH // 2)
        self._blue = self._all[size : size * 5 // 4].reshape(halves)
        self._red = self._all[size * 5 // 4 :].reshape(halves)
        self._reformatter = VideoReformatter()

    def update(self, pixels: Any, area: Box) -> None:
        """Take over an area, in whole and even pixels, of an array of shape (1080, 1920, 4)."""
        left, top = max(0, int(area.x) - _MARGIN), max(0, int(area.y) - _MARGIN)
        right, bottom = min(WIDTH, int(area.right) + _MARGIN), min(HEIGHT, int(area.bottom) + _MARGIN)
        width, height = right - left, bottom - top
        part = np.ascontiguousarray(pixels[top:bottom, left:right])
        converted = self._reformatter.reformat(
            VideoFrame.from_ndarray(part, format="rgba"),
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
        )
        values = converted.to_ndarray().reshape(-1)
        size, quarter = width * height, width * height // 4
        target = (int(area.y), int(area.bottom), int(area.x), int(area.right))
        _paste(self._brightness, values[:size].reshape(height, width), (top, left), target)
        half = tuple(value // 2 for value in target)
        corner = (top // 2, left // 2)
        _paste(self._blue, values[size : size + quarter].reshape(height // 2, width // 2), corner, half)
        _paste(self._red, values[size + quarter :].reshape(height // 2, width // 2), corner, half)

    def frame(self) -> VideoFrame:
        """Return the picture for an encoder."""
        return VideoFrame.from_ndarray(self._all.reshape(HEIGHT * 3 // 2, WIDTH), format="yuv420p")


def _paste(plane: Any, values: Any, corner: tuple[int, int], target: tuple[int, ...]) -> None:
    """Copy the part of some values, which begin at a corner, that lies in a target: top, bottom, left, right."""
    (top, left), (first, last, start, end) = corner, target
    plane[first:last, start:end] = values[first - top : last - top, start - left : end - left]
