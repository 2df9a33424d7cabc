import math
from array import array
from concurrent.futures import ThreadPoolExecutor

import pytest

from functions.narrate_scenes.cached_speech import CachedSpeech, speech_key
from functions.narrate_scenes.speech import UnusableSpeech
from shared.models.narration import SAMPLE_RATE
from shared.voices import Voice
from tests.fakes.bucket import InProcessBucket

VOICE = Voice(name="en-US-Chirp3-HD-Aoede", characters_per_second=15)
SOUND = array("h", (round(8_000 * math.sin(at / 10)) for at in range(SAMPLE_RATE))).tobytes()


class Speech:
    """Speak a tone, or something else."""

    def __init__(self, sound: bytes = SOUND) -> None:
        self.sound = sound
        self.said: list[str] = []

    def speak(self, sentence: str, voice: Voice, speaking_rate: float) -> bytes:
        self.said.append(sentence)
        return self.sound


def test_a_sentence_that_was_spoken_in_another_lesson_is_found() -> None:
    bucket, speech = InProcessBucket(), Speech()
    assert CachedSpeech(speech, bucket).speak("Plants make sugar.", VOICE, 1.0) == SOUND
    later = CachedSpeech(speech, bucket)
    assert later.speak("Plants make sugar.", VOICE, 1.0) == SOUND
    assert speech.said == ["Plants make sugar."]
    assert later.paid_characters(["Plants make sugar."]) == 0


def test_another_voice_or_rate_is_another_sound() -> None:
    other = VOICE.model_copy(update={"name": "en-GB-Chirp3-HD-Aoede"})
    keys = {speech_key("Hello.", VOICE, 1.0), speech_key("Hello.", other, 1.0), speech_key("Hello.", VOICE, 1.05)}
    assert len(keys) == 3
    assert speech_key("Hello.", VOICE, 1.0) == speech_key("Hello.", VOICE, 1.0000001)


def test_each_payment_counts_once_whichever_scene_it_was_for() -> None:
    speech = CachedSpeech(Speech(), InProcessBucket())
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda sentence: speech.speak(sentence, VOICE, 1.0), ["One.", "Two.", "One."]))
    paid = len(speech._speech.said)
    assert speech.paid_characters(["One.", "Two."]) + speech.paid_characters(["One."]) == 4 * paid


def test_silence_is_not_kept() -> None:
    bucket = InProcessBucket()
    CachedSpeech(Speech(bytes(SAMPLE_RATE)), bucket).speak("Plants make sugar.", VOICE, 1.0)
    assert bucket.objects == {}


def test_half_a_sample_is_not_kept() -> None:
    bucket = InProcessBucket()
    with pytest.raises(UnusableSpeech):
        CachedSpeech(Speech(SOUND[:-1]), bucket).speak("Plants make sugar.", VOICE, 1.0)
    assert bucket.objects == {}


def test_without_a_bucket_everything_is_spoken_anew() -> None:
    speech = Speech()
    cached = CachedSpeech(speech, None)
    assert [cached.speak("One.", VOICE, 1.0) for _ in range(2)] == [SOUND, SOUND]
    assert speech.said == ["One.", "One."]
    assert cached.paid_characters(["One.", "One."]) == 8
