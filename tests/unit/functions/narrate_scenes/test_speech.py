"""Tests reading and trimming what Text-to-Speech answers."""

import io
import math
import wave
from array import array

import pytest

from functions.narrate_scenes.speech import Samples, UnusableSpeech, samples, trimmed


def a_tone(seconds: float, loudness: int = 10_000) -> Samples:
    """Return a tone at 24 kHz."""
    return array("h", [round(loudness * math.sin(index / 5)) for index in range(round(seconds * 24_000))])


def silence(seconds: float) -> Samples:
    """Return nothing to hear at 24 kHz."""
    return array("h", bytes(2 * round(seconds * 24_000)))


def a_wav(pcm: bytes, rate: int = 24_000, channels: int = 1, width: int = 2) -> bytes:
    """Return a WAV file."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((channels, width, rate, 0, "NONE", "not compressed"))
        file.writeframes(pcm)
    return buffer.getvalue()


def test_a_wav_file_and_raw_pcm_are_the_same_sound() -> None:
    pcm = a_tone(0.2).tobytes()
    assert samples(pcm) == samples(a_wav(pcm)) == a_tone(0.2)


def test_a_streamed_wav_file_that_does_not_know_its_length_is_read() -> None:
    pcm = a_tone(0.2).tobytes()
    unknown = b"\xff\xff\xff\xff"
    file = a_wav(pcm)
    streamed = file[:4] + unknown + file[8:40] + unknown + file[44:]
    assert samples(streamed) == a_tone(0.2)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (a_wav(bytes(480), rate=22_050), "22050 Hz"),
        (a_wav(bytes(480), channels=2), "2 channels"),
        (a_wav(bytes(480), width=1), "8 bits"),
        (b"RIFF and then nothing", "cannot be read"),
        (b"abc", "odd number of bytes"),
    ],
)
def test_sound_in_another_format_is_a_clear_error(answer: bytes, reason: str) -> None:
    with pytest.raises(UnusableSpeech, match=reason):
        samples(answer)


@pytest.mark.parametrize("sound", [array("h"), silence(1), array("h", [20, -20] * 5_000)])
def test_a_sentence_that_nobody_hears_is_a_clear_error(sound: Samples) -> None:
    with pytest.raises(UnusableSpeech, match="silence"):
        trimmed(sound)


def test_padding_of_any_length_leaves_the_same_sentence() -> None:
    short = trimmed(silence(0.1) + a_tone(1) + silence(0.1))
    long = trimmed(silence(0.5) + a_tone(1) + silence(0.9))
    assert short == long
    assert len(short) / 24_000 == pytest.approx(1.09, abs=0.011)


def test_a_soft_ending_is_kept_and_an_engines_noise_is_not() -> None:
    noise = array("h", [25, -25] * 6_000)
    kept = trimmed(noise + a_tone(0.5) + a_tone(0.2, loudness=150) + noise)
    assert len(kept) / 24_000 == pytest.approx(0.79, abs=0.011)


def test_the_cut_ends_do_not_click() -> None:
    kept = trimmed(a_tone(0.5))
    assert kept[0] == kept[-1] == 0
    assert abs(kept[1]) < 200


def test_one_single_sample_is_a_sentence_too() -> None:
    assert len(trimmed(array("h", [9_000]))) == 1
