"""Sentences that were spoken before, in any lesson: found instead of spoken again."""

import hashlib
import json
from collections import Counter
from threading import Lock

from shared import paths
from shared.bucket import Bucket
from shared.models.narration import SAMPLE_RATE
from shared.speech import Speech
from shared.voices import Voice

from .speech import samples

HEARD = 328
"""Of 32,768, which is -40 dB: what never gets louder may be silence, and silence must not be found again."""


class CachedSpeech:
    """Speak, and remember what was said by its words, voice and rate; several threads may ask at once."""

    def __init__(self, speech: Speech, bucket: Bucket | None) -> None:
        """Look into a bucket before speaking; None is to speak everything anew."""
        self._speech = speech
        self._bucket = bucket
        self._paid: Counter[str] = Counter()
        self._lock = Lock()

    def speak(self, sentence: str, voice: Voice, speaking_rate: float) -> bytes:
        """Return a sentence as a WAV file or raw PCM; raise what the voice raises."""
        path = paths.sentence(speech_key(sentence, voice, speaking_rate))
        found = self._bucket.read_if_there(path) if self._bucket else None
        if found is not None:
            return found
        said = self._speech.speak(sentence, voice, speaking_rate)
        with self._lock:
            self._paid[sentence] += 1
        if self._bucket and _is_heard(said):
            self._bucket.create(path, said, "audio/wav")
        return said

    def paid_characters(self, sentences: list[str]) -> int:
        """Return how many characters of some sentences were paid for, each payment once."""
        total = 0
        with self._lock:
            for sentence in sentences:
                if self._paid[sentence]:
                    self._paid[sentence] -= 1
                    total += len(sentence)
        return total


def _is_heard(said: bytes) -> bool:
    """Tell whether an answer is certainly speech; raise `UnusableSpeech` where it is not sound as asked for."""
    return max(samples(said), default=0) >= HEARD


def speech_key(sentence: str, voice: Voice, speaking_rate: float) -> str:
    """Return the key of a sentence's sound: all that the voice is asked with."""
    asked = [sentence, voice.name, voice.language_code, f"{speaking_rate:.2f}", SAMPLE_RATE]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()
