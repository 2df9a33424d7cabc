"""Tests joining sentences into a scene's recording."""

import io
import wave
from array import array
from itertools import pairwise

import pytest

from functions.narrate_scenes.pacing import Pauses
from functions.narrate_scenes.recording import Utterance, join_sentences
from functions.narrate_scenes.speech import Samples
from shared.models.narration import SpokenSentence

PAUSES = Pauses(0.4, 0.9)


def an_utterance(samples: int) -> Utterance:
    """Return a sentence of some samples of full loudness."""
    return Utterance(f"{samples} samples.", array("h", [20_000] * samples))


def pcm_of(wav: bytes) -> Samples:
    """Return the samples of a WAV file in the format of a recording."""
    with wave.open(io.BytesIO(wav)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (24_000, 1, 2)
        return array("h", file.readframes(file.getnframes()))


def gaps(sentences: list[SpokenSentence]) -> list[float]:
    """Return the silences between sentences, in seconds."""
    return [later.start - earlier.end for earlier, later in pairwise(sentences)]


def test_every_sentence_sounds_exactly_from_its_start_to_its_end() -> None:
    recording = join_sentences(3, [an_utterance(24_123), an_utterance(7), an_utterance(30_001)], PAUSES)
    sound = pcm_of(recording.wav)
    for sentence in recording.narration.sentences:
        start, end = round(sentence.start * 24_000), round(sentence.end * 24_000)
        assert set(sound[start:end]) == {20_000}
        assert sound[start - 1] == sound[end] == 0
    assert recording.narration.scene == 3
    assert recording.narration.sentences[0].start == 0.3


def test_a_recording_is_a_whole_number_of_video_frames() -> None:
    for samples in range(24_000, 24_900, 97):
        recording = join_sentences(0, [an_utterance(samples)], PAUSES)
        assert len(pcm_of(recording.wav)) == recording.narration.frames * 800
        assert 0 <= recording.narration.seconds - recording.narration.sentences[-1].end - 0.9 < 1 / 30


def test_sentences_are_apart_by_the_pause_and_the_answer_by_time_to_think() -> None:
    three = [an_utterance(24_000)] * 3
    plain, asked = (join_sentences(0, three, PAUSES, answer_at).narration.sentences for answer_at in (None, 2))
    assert gaps(plain) == pytest.approx([0.4, 0.4])
    assert gaps(asked) == pytest.approx([0.4, 3])
