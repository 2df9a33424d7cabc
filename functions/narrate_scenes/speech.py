"""Read what Text-to-Speech answers, and cut off the silence that an engine puts around a sentence."""

import io
import wave
from array import array
from typing import TypeAlias

from shared.errors import Unavailable
from shared.models.narration import SAMPLE_BYTES, SAMPLE_RATE

Samples: TypeAlias = "array[int]"  # quoted: Python 3.11 cannot index an array's type

_WINDOW = SAMPLE_RATE // 100
_QUIET = 0.006  # of the sentence's peak, which is -44 dB: below the softest final consonant, above an engine's noise
_SILENT = 33  # of 32,768, which is -60 dB: a sentence that never gets louder was not spoken
_KEPT_BEFORE = SAMPLE_RATE * 30 // 1000  # the soft start of a breathed consonant
_KEPT_AFTER = SAMPLE_RATE * 60 // 1000  # the last sound dying away
_FADE = SAMPLE_RATE * 5 // 1000


class UnusableSpeech(Unavailable):
    """Say that an answer of Text-to-Speech is not speech in the format that was asked for."""


def samples(answer: bytes) -> Samples:
    """Return the samples of a WAV file or of raw PCM; raise `UnusableSpeech` where they are not as asked for."""
    pcm = _unwrapped(answer) if answer[:4] == b"RIFF" else answer
    if len(pcm) % SAMPLE_BYTES:
        raise UnusableSpeech(f"speech must be 16-bit PCM, but it has an odd number of bytes, {len(pcm)}")
    return array("h", pcm)


def trimmed(sound: Samples) -> Samples:
    """Return a sentence without the near-silence around it; raise `UnusableSpeech` where nothing is heard."""
    peak = max(max(sound), -min(sound)) if sound else 0
    if peak <= _SILENT:
        raise UnusableSpeech("Text-to-Speech answered a sentence with silence")
    quiet = max(_SILENT, peak * _QUIET)
    loud = [at for at in range(0, len(sound), _WINDOW) if _peak(sound[at : at + _WINDOW]) > quiet]
    start = max(0, loud[0] - _KEPT_BEFORE)
    end = min(len(sound), loud[-1] + _WINDOW + _KEPT_AFTER)
    return _faded(sound[start:end])


def _peak(window: Samples) -> int:
    return max(max(window), -min(window))


def _faded(sound: Samples) -> Samples:
    """Ease the cut ends in and out, so that they do not click."""
    length = min(_FADE, len(sound) // 2)
    for step in range(length):
        sound[step] = sound[step] * step // length
        sound[-1 - step] = sound[-1 - step] * step // length
    return sound


def _unwrapped(answer: bytes) -> bytes:
    try:
        with wave.open(io.BytesIO(answer)) as file:
            found = (file.getframerate(), file.getnchannels(), file.getsampwidth())
            pcm: bytes = file.readframes(file.getnframes())
    except (wave.Error, EOFError) as error:
        raise UnusableSpeech(f"Text-to-Speech answered with a WAV file that cannot be read: {error}") from error
    if found != (SAMPLE_RATE, 1, SAMPLE_BYTES):
        rate, channels, width = found
        raise UnusableSpeech(
            f"speech must be mono 16-bit at {SAMPLE_RATE} Hz, "
            f"but it has {channels} channels, {width * 8} bits, {rate} Hz"
        )
    return pcm
