from types import SimpleNamespace
from typing import Any

import pytest
from google.api_core.exceptions import InvalidArgument, ServiceUnavailable
from google.cloud import texttospeech

from shared.errors import OutOfTime, Refused
from shared.meter import Meter
from shared.models.narration import SAMPLE_RATE
from shared.speech import SPEECH_TIMEOUT_SECONDS, Speech
from shared.voices import Voice

VOICE = Voice(name="en-GB-Wavenet-F", characters_per_second=15)


class Client:
    """Answer with a sound, or with an error."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.asked: list[dict[str, Any]] = []

    def synthesize_speech(self, **asked: Any) -> Any:
        self.asked.append(asked)
        if self.error:
            raise self.error
        return SimpleNamespace(audio_content=b"RIFF")


def speech(client: Client, meter: Meter, seconds: float = 500) -> Speech:
    return Speech(client, meter, lambda: seconds)


def test_a_sentence_is_asked_for_with_its_voice_rate_and_form() -> None:
    client, meter = Client(), Meter()
    assert speech(client, meter).speak("Plants make food.", VOICE, 0.9) == b"RIFF"
    request = texttospeech.SynthesizeSpeechRequest(client.asked[0]["request"])
    assert request.input.text == "Plants make food."
    assert (request.voice.name, request.voice.language_code) == ("en-GB-Wavenet-F", "en-GB")
    assert request.audio_config.audio_encoding == texttospeech.AudioEncoding.LINEAR16
    assert request.audio_config.sample_rate_hertz == SAMPLE_RATE
    assert request.audio_config.speaking_rate == pytest.approx(0.9)
    assert meter.usage.spoken_characters == 17


@pytest.mark.parametrize(("left", "timeout"), [(500, SPEECH_TIMEOUT_SECONDS), (12.5, 12.5)])
def test_a_call_lasts_no_longer_than_its_attempt_has(left: float, timeout: float) -> None:
    client = Client()
    speech(client, Meter(), left).speak("Light.", VOICE, 1.0)
    assert client.asked[0]["timeout"] == timeout


def test_a_sentence_that_can_never_be_spoken_ends_the_request_and_costs_nothing() -> None:
    meter = Meter()
    with pytest.raises(Refused, match="too long") as refused:
        speech(Client(InvalidArgument("too long")), meter).speak("Light.", VOICE, 1.0)
    assert refused.value.code == "speech_refused"
    assert meter.usage.spoken_characters == 0


def test_any_other_error_is_the_clients_own() -> None:
    with pytest.raises(ServiceUnavailable):
        speech(Client(ServiceUnavailable("away")), Meter()).speak("Light.", VOICE, 1.0)


def test_nothing_is_paid_for_when_the_time_is_over() -> None:
    def over() -> float:
        raise OutOfTime("over")

    client = Client()
    with pytest.raises(OutOfTime):
        Speech(client, Meter(), over).speak("Light.", VOICE, 1.0)
    assert client.asked == []
