"""Text-to-Speech: a sentence becomes sound."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from shared.errors import Refused
from shared.meter import Meter
from shared.models.narration import SAMPLE_RATE
from shared.quota import when_exhausted

if TYPE_CHECKING:
    from google.cloud.texttospeech import TextToSpeechClient

SPEECH_TIMEOUT_SECONDS = 60


class Speech:
    """Speak with one voice."""

    def __init__(
        self, client: "TextToSpeechClient", voice: str, meter: Meter, before_paying: Callable[[], float]
    ) -> None:
        """Use a voice of the service, such as `en-US-Wavenet-F`; `before_paying` says how long one may take."""
        self._client = client
        self._voice = voice
        self._meter = meter
        self._before_paying = before_paying

    def speak(self, sentence: str, speaking_rate: float) -> bytes:
        """Return a sentence as a WAV file, mono 16-bit PCM at `SAMPLE_RATE`.

        Raises `Refused` where the service will never speak this sentence, and the client's own error otherwise.
        """
        from google.api_core.exceptions import InvalidArgument
        from google.cloud import texttospeech

        request = texttospeech.SynthesizeSpeechRequest(
            input=texttospeech.SynthesisInput(text=sentence),
            voice=texttospeech.VoiceSelectionParams(
                name=self._voice, language_code="-".join(self._voice.split("-")[:2])
            ),
            audio_config=texttospeech.AudioConfig(
                audio_encoding=texttospeech.AudioEncoding.LINEAR16,
                sample_rate_hertz=SAMPLE_RATE,
                speaking_rate=speaking_rate,
            ),
        )
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
