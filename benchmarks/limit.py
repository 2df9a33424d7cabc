"""The limit of rendering: the same pictures, already drawn and in the encoder's format, go into the same encoder."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.frame import VideoFrame

from benchmarks.material import GivenScene
from functions.render_scene.clip import SceneClip
from functions.render_scene.encode import FILE_OPTIONS, KEY_FRAME_SECONDS, shown_frames, video_stream
from functions.render_scene.planes import Planes
from functions.render_scene.theme import HEIGHT, WIDTH, theme_of
from shared.models.look import Look
from shared.models.narration import FRAMES_PER_SECOND, TICKS


@dataclass(frozen=True)
class Drawn:
    """Hold a scene's pictures in memory: their frames, and each as (1620, 1920) bytes of yuv420p."""

    frames: list[int]
    pictures: Any


def draw(given: GivenScene) -> Drawn:
    """Draw all pictures of a scene."""
    clip = SceneClip(given.scene, given.narration, given.card, theme_of(Look()), given.pictures)
    frames = shown_frames(clip)
    pictures = np.empty((len(frames), HEIGHT * 3 // 2, WIDTH), np.uint8)
    planes, before = Planes(), None
    for number, frame in enumerate(frames):
        areas = clip.picture.changed(frame, before)
        pixels = clip.picture.draw(frame)
        for area in areas:
            planes.paste(planes.converted(pixels, area))
        pictures[number] = planes.frame().to_ndarray()
        before = frame
    return Drawn(frames, pictures)


def encode(drawn: Drawn, destination: Path) -> None:
    """Encode pictures that are drawn."""
    with av.open(str(destination), "w", format="mp4", options=FILE_OPTIONS) as file:
        stream = video_stream(file)
        for frame, picture in zip(drawn.frames, drawn.pictures, strict=True):
            image = VideoFrame.from_numpy_buffer(picture, format="yuv420p")
            if frame % (KEY_FRAME_SECONDS * FRAMES_PER_SECOND) == 0:
                image.pict_type = av.video.frame.PictureType.I
            image.pts, image.time_base = frame * TICKS // FRAMES_PER_SECOND, Fraction(1, TICKS)
            file.mux(stream.encode(image))
        file.mux(stream.encode(None))


def prepare(scenes: list[GivenScene], folder: Path) -> list[Path]:
    """Draw scenes into files of raw pictures, so that processes share them through memory."""
    files = []
    for number, scene in enumerate(scenes):
        drawn = draw(scene)
        file = folder / f"{number}.npy"
        np.save(file, drawn.pictures)
        np.save(file.with_suffix(".frames.npy"), np.array(drawn.frames))
        files.append(file)
    return files


def encode_here(scenes: list[Drawn], folder: Path) -> None:
    """Encode scenes that are drawn one after the other, in this process alone."""
    for number, scene in enumerate(scenes):
        encode(scene, folder / f"limit-{number}.mp4")


def encode_all(files: list[Path], pool: ProcessPoolExecutor) -> None:
    """Encode scenes that are drawn, side by side."""
    list(pool.map(_encode_file, files))


def _encode_file(file: Path) -> None:
    frames = np.load(file.with_suffix(".frames.npy")).tolist()
    encode(Drawn(frames, np.load(file, mmap_mode="r+")), file.with_suffix(".mp4"))
