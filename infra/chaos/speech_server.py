"""Text-to-Speech on one machine, with faults."""

import random
from typing import Any

from google.cloud import texttospeech

from infra.chaos.faulty_service import FaultyService
from infra.local import speech_server
from infra.local.grpc_service import serve


def main() -> None:
    """Serve until stopped."""
    methods = speech_server.methods()
    spoils = {"silence": (0.005, _silence), "noise": (0.005, _no_sound)}
    methods["SynthesizeSpeech"] = FaultyService("speech").method(methods["SynthesizeSpeech"], _key, spoils)
    serve(speech_server.SERVICE, methods, speech_server.SENTENCES_AT_ONCE)


def _key(request: Any) -> str:
    return f"speech: {request.input.text}"


def _silence(answer: Any, chance: random.Random) -> Any:
    return texttospeech.SynthesizeSpeechResponse(audio_content=b"\0" * 4_800)


def _no_sound(answer: Any, chance: random.Random) -> Any:
    return texttospeech.SynthesizeSpeechResponse(audio_content=chance.randbytes(1_001))


if __name__ == "__main__":
    main()
