"""The still of a scene: a small picture of its last frame, when all that it shows is there."""

from pathlib import Path

import skia

from .clip import SceneClip
from .picture import opaque_image

SIZE = (320, 180)
QUALITY = 85


def draw_still(clip: SceneClip, destination: Path) -> None:
    """Write a JPEG of 320x180."""
    frame = opaque_image(clip.picture.draw(clip.frames - 1))
    small = frame.resize(*SIZE, skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear))
    small.save(str(destination), skia.kJPEG, QUALITY)
