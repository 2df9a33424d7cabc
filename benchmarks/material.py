"""What benchmarks render: a lesson's script and its recordings, as the chain makes them, without its services."""

import io
import wave
from dataclasses import dataclass, replace
from pathlib import Path

from google.cloud import texttospeech

from evaluation.index import LIBRARY, Embedder, Index, starter_library
from evaluation.lessons import Written, write
from functions.narrate_scenes.core import record_scenes
from functions.narrate_scenes.pacing import speaking_rate
from functions.narrate_scenes.pronunciation import spoken
from functions.narrate_scenes.recording import Recording
from functions.render_scene.core import card_for, pictures_of
from functions.render_scene.picture import SceneCard
from infra.local.speech_server import Voice
from shared import voices
from shared.models.narration import SAMPLE_RATE, SAMPLES_PER_FRAME, Narration
from shared.models.script import Scene, Script

QUERY, GRADE = "Explain photosynthesis for 8th grade students", "8"


@dataclass(frozen=True)
class GivenScene:
    """Hold what one scene is rendered from."""

    scene: Scene
    narration: Narration
    card: SceneCard
    pictures: dict[str, bytes]


@dataclass(frozen=True)
class Material:
    """Hold what is given when rendering starts."""

    written: Written
    recordings: list[Recording]

    @property
    def script(self) -> Script:
        """Return what is shown and said."""
        return self.written.script

    @property
    def scenes(self) -> list[GivenScene]:
        """Return what each scene is rendered from."""
        cards = [card_for(self.script, index, self.written.findings) for index in range(len(self.script.scenes))]
        return [
            GivenScene(scene, recording.narration, cards[index], self._pictures_of(scene))
            for index, (scene, recording) in enumerate(zip(self.script.scenes, self.recordings, strict=True))
        ]

    @property
    def seconds(self) -> float:
        """Return how long the lesson is."""
        return sum(recording.narration.seconds for recording in self.recordings)

    def only(self, scene: int) -> "Material":
        """Return a lesson of one of its scenes."""
        script = self.script.model_copy(update={"scenes": [self.script.scenes[scene]]})
        recording = self.recordings[scene]
        first = recording.narration.model_copy(update={"scene": 0})
        return Material(replace(self.written, script=script), [replace(recording, narration=first)])

    def without_sound(self) -> "Material":
        """Return what is known of a lesson whose recordings lie elsewhere."""
        return Material(self.written, [replace(recording, wav=b"") for recording in self.recordings])

    def _pictures_of(self, scene: Scene) -> dict[str, bytes]:
        """Return the library's pictures that a scene shows."""
        return pictures_of(scene, lambda path: _read(LIBRARY / path))


def make(minutes: int = 3, query: str = QUERY, grade: str = GRADE) -> Material:
    """Write and speak a lesson; takes about 3 seconds a minute."""
    written = write(query, grade, minutes, Index(starter_library(), Embedder()))
    script, voice = written.script, voices.load("local").of("en", grade)
    rate = speaking_rate(script.scenes, minutes * 60.0, voice.characters_per_second, "en")
    engine = Voice()

    def speak(sentence: str) -> bytes:
        request = texttospeech.SynthesizeSpeechRequest(
            input=texttospeech.SynthesisInput(text=spoken(sentence, "en")),
            voice=texttospeech.VoiceSelectionParams(language_code="en-US"),
            audio_config=texttospeech.AudioConfig(
                audio_encoding=texttospeech.AudioEncoding.LINEAR16, sample_rate_hertz=SAMPLE_RATE, speaking_rate=rate
            ),
        )
        answer: bytes = engine.synthesize(request).audio_content
        return answer

    answers = ([speak(sentence) for sentence in scene.narration] for scene in script.scenes)
    return Material(written, list(record_scenes(script, answers, minutes * 60.0)))


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def wav_start(wav: bytes, frames: int) -> bytes:
    """Return the first video frames of a recording."""
    with wave.open(io.BytesIO(wav)) as whole:
        parameters, sound = whole.getparams(), whole.readframes(frames * SAMPLES_PER_FRAME)
    part = io.BytesIO()
    with wave.open(part, "wb") as file:
        file.setparams(parameters)
        file.writeframes(sound)
    return part.getvalue()
