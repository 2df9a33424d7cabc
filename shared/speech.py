"""Text-to-Speech: a sentence becomes sound."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from shared.errors import Refused
from shared.meter import Meter
from shared.models.narration import SAMPLE_RATE
from shared.quota import when_exhausted
from shared.voices import Voice

if TYPE_CHECKING:
    from google.cloud.texttospeech import TextToSpeechClient

SPEECH_TIMEOUT_SECONDS = 60


class Speech:
    """Speak with the service's voices."""

    def __init__(self, client: "TextToSpeechClient", meter: Meter, before_paying: Callable[[], float]) -> None:
        """Use the service; `before_paying` says how long one may take."""
        self._client = client
        self._meter = meter
        self._before_paying = before_paying

    def speak(self, sentence: str, voice: Voice, speaking_rate: float) -> bytes:
        """Return a sentence as a WAV file, mono 16-bit PCM at `SAMPLE_RATE`; the rate is times the voice's own.

        Raises `Refused` where the service will never speak this sentence, and the client's own error otherwise.
        """
        from google.api_core.exceptions import InvalidArgument

        form = {"audio_encoding": "LINEAR16", "sample_rate_hertz": SAMPLE_RATE, "speaking_rate": speaking_rate}
        request = {
            "input": {"text": sentence},
            "voice": {"name": voice.name, "language_code": voice.language_code},
            "audio_config": form,
        }
        seconds = self._before_paying()
        try:
            response = self._client.synthesize_speech(
                request=request, timeout=min(SPEECH_TIMEOUT_SECONDS, seconds), retry=when_exhausted()
            )
        except InvalidArgument as error:
            reason = f"The voice cannot speak a sentence of this lesson: {error.message}"
            raise Refused("speech_refused", reason) from error
        self._meter.add(spoken_characters=len(sentence))
        audio: bytes = response.audio_content
        return audio
