"""How well a colour can be told from another, as WCAG 2.2 measures it."""

from typing import Any

import numpy as np

from .geometry import Box

READABLE = 4.5
_SPECKS = 0.02  # the part of a ground that may be darker or lighter than can be read on: the rim of a thin line
_EVERY = 3  # pixels


def luminance(color: int) -> float:
    """Return the relative luminance of a colour, 0xRRGGBB."""
    channels = np.array([color >> 16 & 0xFF, color >> 8 & 0xFF, color & 0xFF], np.float64)
    return float(_luminances(channels))


def contrast(one: int, other: int) -> float:
    """Return the contrast of two colours, from 1 (none) to 21 (black on white)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def is_readable_on(pixels: Any, box: Box, color: int) -> bool:
    """Tell whether letters of a colour can be read on a part of a picture, an array of shape (height, width, 4)."""
    rows, columns = (
        slice(max(0, int(box.y)), int(box.bottom), _EVERY),
        slice(max(0, int(box.x)), int(box.right), _EVERY),
    )
    ground = _luminances(pixels[rows, columns, :3].astype(np.float64))
    if ground.size == 0:
        return True
    ink = luminance(color)
    ratios = (np.maximum(ground, ink) + 0.05) / (np.minimum(ground, ink) + 0.05)
    return float(np.mean(ratios < READABLE)) <= _SPECKS


def _luminances(channels: Any) -> Any:
    """Return relative luminances of an array whose last axis is red, green and blue, 0 to 255."""
    parts = channels / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])
