"""Narrate: the sentences of a script become speech."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from shared import paths
from shared.cloud import Cloud
from shared.cost import Usage
from shared.models.narration import Narration
from shared.models.request import ContentRecord
from shared.models.script import Script
from shared.stage import stage
from shared.voices import Voice

from .cached_speech import CachedSpeech
from .core import Input, Output, record_scenes
from .pacing import speaking_rate
from .pronunciation import spoken

SENTENCES_AT_ONCE = 4


@stage("narrate_scenes")
def narrate_scenes(work: Input, record: ContentRecord, cloud: Cloud) -> Output:
    """Speak every scene and keep each recording with its sentence times, the first while the last is still spoken."""
    script = Script.model_validate_json(cloud.temporary.read(paths.script(work.request_id)))
    seconds = record.request.duration_minutes * 60.0
    voice = cloud.voices.of(script.language, script.grade_level)
    rate = speaking_rate(script.scenes, seconds, voice.characters_per_second, script.language)
    narrations = _recorded_before(work.request_id, script, cloud)
    speech = CachedSpeech(cloud.speech, cloud.temporary if cloud.reuse.is_on else None)
    answers = _speak(script, len(narrations), voice, rate, speech)
    for recording in record_scenes(script, answers, seconds, tuple(narrations)):
        index = recording.narration.scene
        scene = script.scenes[index]
        said = [spoken(sentence, script.language) for sentence in scene.narration]
        usage = Usage(spoken_characters=speech.paid_characters(said))
        metadata = recording.narration.as_metadata()
        kept = cloud.results.keep(paths.narration(work.request_id, index), recording.wav, "audio/wav", usage, metadata)
        narrations.append(Narration.of_metadata(kept.metadata, index, scene.narration))
    return Output(seconds=sum(narration.seconds for narration in narrations), speaking_rate=rate)


def _recorded_before(request_id: str, script: Script, cloud: Cloud) -> list[Narration]:
    """Return the scenes, from the first on, that an earlier attempt has recorded already."""
    found: list[Narration] = []
    for index, scene in enumerate(script.scenes):
        metadata = cloud.results.describe(paths.narration(request_id, index))
        if metadata is None:
            break
        found.append(Narration.of_metadata(metadata, index, scene.narration))
    return found


def _speak(script: Script, first: int, voice: Voice, rate: float, speech: CachedSpeech) -> Iterator[list[bytes]]:
    """Give the speech of each scene from `first` on, in order, while later sentences are being spoken."""
    language = script.language
    with ThreadPoolExecutor(SENTENCES_AT_ONCE) as threads:
        scenes = [
            [threads.submit(speech.speak, spoken(sentence, language), voice, rate) for sentence in scene.narration]
            for scene in script.scenes[first:]
        ]
        try:
            for sentences in scenes:
                yield [sentence.result() for sentence in sentences]
        finally:
            threads.shutdown(cancel_futures=True)
