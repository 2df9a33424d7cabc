"""Join the recordings of a lesson's scenes to one track, exactly as long as their video frames."""

import wave
from collections.abc import Sequence
from pathlib import Path

from shared.models.narration import SAMPLE_BYTES, SAMPLE_RATE, SAMPLES_PER_FRAME, Narration

from .errors import BadScene


def joined(recordings: Sequence[Path], narrations: Sequence[Narration]) -> bytes:
    """Return all recordings as mono 16-bit samples; raise `BadScene` for one that is not as its narration says."""
    return b"".join(_samples(path, narration) for path, narration in zip(recordings, narrations, strict=True))


def _samples(path: Path, narration: Narration) -> bytes:
    try:
        with wave.open(str(path)) as file:
            form = (file.getframerate(), file.getnchannels(), file.getsampwidth())
            pcm: bytes = file.readframes(file.getnframes())
    except (wave.Error, EOFError) as error:
        raise BadScene(f"the recording of scene {narration.scene} cannot be read: {error}") from error
    if form != (SAMPLE_RATE, 1, 2):
        raise BadScene(f"the recording of scene {narration.scene} is not mono, 16-bit, {SAMPLE_RATE} Hz, but {form}")
    length, expected = len(pcm) // SAMPLE_BYTES, narration.frames * SAMPLES_PER_FRAME
    if length != expected:
        raise BadScene(
            f"the recording of scene {narration.scene} has {length} samples, "
            f"but its {narration.frames} frames need {expected}"
        )
    return pcm
