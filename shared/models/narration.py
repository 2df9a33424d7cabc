"""The recording of one scene: which sentence is spoken when.

The sound and its times are one object, so that neither can be there without the other: times are its metadata.

A recording is mono 16-bit PCM in a WAV file at `SAMPLE_RATE`. Its length is a whole number of video frames, so that
sound and picture of joined scenes cannot drift apart.
"""

import json
from collections.abc import Mapping
from typing import Self

from shared.models.base import Record

SAMPLE_RATE = 24_000  # hertz
SAMPLE_BYTES = 2
FRAMES_PER_SECOND = 30
TICKS = 15_360  # a second of the picture; 512 a frame
SAMPLES_PER_FRAME = SAMPLE_RATE // FRAMES_PER_SECOND


class SpokenSentence(Record):
    """Say when one sentence starts and ends, in seconds from the start of its scene."""

    text: str
    start: float
    end: float


class Narration(Record):
    """Describe the recording of one scene; the sound itself is the object that carries this as metadata."""

    scene: int
    """Index of the scene in the script, from 0."""
    frames: int
    """Length of the scene in video frames at `FRAMES_PER_SECOND`."""
    sentences: list[SpokenSentence]

    @property
    def seconds(self) -> float:
        """Return the length of the scene."""
        return self.frames / FRAMES_PER_SECOND

    def as_metadata(self) -> dict[str, str]:
        """Return what the recording's object is created with; the sentences' texts stand in the script."""
        times = [[sentence.start, sentence.end] for sentence in self.sentences]
        return {"frames": str(self.frames), "sentence_times": json.dumps(times, separators=(",", ":"))}

    @classmethod
    def of_metadata(cls, metadata: Mapping[str, str], scene: int, texts: list[str]) -> Self:
        """Read what `as_metadata` gave; raise `ValueError` where it is not that of these sentences."""
        times = json.loads(metadata["sentence_times"])
        sentences = [
            SpokenSentence(text=text, start=start, end=end) for text, (start, end) in zip(texts, times, strict=True)
        ]
        return cls(scene=scene, frames=int(metadata["frames"]), sentences=sentences)
