"""Join the spoken sentences of a scene into one recording with exact times."""

import io
import wave
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from shared.models.narration import SAMPLE_BYTES, SAMPLE_RATE, SAMPLES_PER_FRAME, Narration, SpokenSentence

from .pacing import LEAD_IN, THINKING, Pauses
from .speech import Samples


@dataclass(frozen=True)
class Utterance:
    """Hold a sentence and its sound, mono 16-bit samples at `SAMPLE_RATE`, the silence around it cut off."""

    text: str
    sound: Samples

    @property
    def seconds(self) -> float:
        """Return how long it is spoken."""
        return len(self.sound) / SAMPLE_RATE


@dataclass(frozen=True)
class Recording:
    """Hold a scene's WAV file and what is said in it when."""

    wav: bytes
    narration: Narration


def join_sentences(
    scene: int, utterances: Sequence[Utterance], pauses: Pauses, answer_at: int | None = None
) -> Recording:
    """Join a scene's sentences, with time to think before sentence `answer_at`; fill up to a whole video frame."""
    sound = _silence(LEAD_IN)
    sentences = []
    for index, utterance in enumerate(utterances):
        if index:
            sound += _silence(THINKING if index == answer_at else pauses.between)
        start = len(sound) / SAMPLE_RATE
        sound += utterance.sound
        sentences.append(SpokenSentence(text=utterance.text, start=start, end=len(sound) / SAMPLE_RATE))
    sound += _silence(pauses.after)
    frames = -(-len(sound) // SAMPLES_PER_FRAME)
    sound += array("h", bytes((frames * SAMPLES_PER_FRAME - len(sound)) * SAMPLE_BYTES))
    return Recording(_wav(sound), Narration(scene=scene, frames=frames, sentences=sentences))


def _silence(seconds: float) -> Samples:
    return array("h", bytes(round(seconds * SAMPLE_RATE) * SAMPLE_BYTES))


def _wav(sound: Samples) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((1, SAMPLE_BYTES, SAMPLE_RATE, len(sound), "NONE", "not compressed"))
        file.writeframes(sound.tobytes())
    return buffer.getvalue()
