"""Record a lesson, scene by scene: what is left of the asked minutes decides the pauses of the next scene."""

from collections.abc import Iterable, Iterator, Sequence

from shared.models.narration import Narration
from shared.models.script import Script
from shared.models.work import StageInput, StageOutput

from .pacing import answer_at, characters, pauses, silences
from .recording import Recording, Utterance, join_sentences
from .speech import samples, trimmed


class Input(StageInput):
    """Ask for the recordings of a request's script."""


class Output(StageOutput):
    """Leave how long the lesson became, and at what rate it is spoken."""

    seconds: float
    speaking_rate: float


def record_scenes(
    script: Script,
    spoken: Iterable[Sequence[bytes]],
    target_seconds: float,
    finished: Sequence[Narration] = (),
) -> Iterator[Recording]:
    """Give one recording a scene, in order, as soon as its sentences are there.

    `spoken` gives, scene by scene, Text-to-Speech's answer to each sentence. `finished` are the scenes that an earlier
    attempt recorded, from the first one on without a gap; `spoken` and the recordings then start after them.
    The same speech gives the same recordings, also when it is interrupted and taken up again.
    """
    done = list(finished)
    for scene, answers in zip(script.scenes[len(done) :], spoken, strict=True):
        utterances = [
            Utterance(text, trimmed(samples(answer))) for text, answer in zip(scene.narration, answers, strict=True)
        ]
        recording = _record_scene(script, utterances, target_seconds, done)
        done.append(recording.narration)
        yield recording


def _record_scene(
    script: Script, utterances: Sequence[Utterance], target_seconds: float, done: Sequence[Narration]
) -> Recording:
    """Record the scene that comes after those that are done."""
    scene = len(done)
    speech = sum(utterance.seconds for utterance in utterances)
    said = characters(script.scenes[: scene + 1], script.language)
    pace = (speech + _spoken_seconds(done)) / said  # seconds a character, so far
    chosen = pauses(
        target_seconds - sum(narration.seconds for narration in done),
        speech + pace * characters(script.scenes[scene + 1 :], script.language),
        silences(script.scenes[scene:]),
    )
    return join_sentences(scene, utterances, chosen, answer_at(script.scenes[scene]))


def _spoken_seconds(narrations: Sequence[Narration]) -> float:
    return sum(sentence.end - sentence.start for narration in narrations for sentence in narration.sentences)
