"""Tests that a recorded lesson lasts as long as was asked for."""

from array import array
from collections.abc import Iterator

import pytest

from functions.narrate_scenes.core import record_scenes
from functions.narrate_scenes.pacing import speaking_rate
from functions.narrate_scenes.speech import UnusableSpeech
from shared.models.script import Script
from tests.unit.examples import CHECK, scene, script

PACE = 15.0  # characters per second


def a_script(scenes: int, sentences: int = 5, length: int = 75) -> Script:
    """Return a lesson with one question, at its end."""
    narration = ["x" * length] * sentences
    return script(*[scene(*narration)] * (scenes - 1), scene(*narration, visual=CHECK["visual"]))


def speak(lesson: Script, rate: float, unevenness: float = 0.0) -> Iterator[list[bytes]]:
    """Speak at a rate, every other scene a bit slower than the others."""
    for index, part in enumerate(lesson.scenes):
        pace = PACE * rate * (1 - unevenness * (index % 2))
        yield [array("h", [9_000] * round(24_000 * len(text) / pace)).tobytes() for text in part.narration]


@pytest.mark.parametrize("scenes", [2, 5, 8])
@pytest.mark.parametrize("unevenness", [0.0, 0.06])
def test_a_lesson_of_about_the_right_length_ends_on_time(scenes: int, unevenness: float) -> None:
    lesson = a_script(scenes, sentences=9 if scenes == 2 else 5)
    target = sum(map(len, lesson.sentences)) / PACE / 0.82
    rate = speaking_rate(lesson.scenes, target, PACE)
    recordings = list(record_scenes(lesson, speak(lesson, rate, unevenness), target))
    assert [recording.narration.scene for recording in recordings] == list(range(scenes))
    assert sum(recording.narration.seconds for recording in recordings) == pytest.approx(target, rel=0.03)


def test_a_scene_is_recorded_before_the_next_one_is_spoken() -> None:
    lesson = a_script(3)
    spoken: list[int] = []

    def slowly() -> Iterator[list[bytes]]:
        for index, sounds in enumerate(speak(lesson, 1.0)):
            spoken.append(index)
            yield sounds

    recordings = record_scenes(lesson, slowly(), 90)
    next(recordings)
    assert spoken == [0]


def test_an_interrupted_lesson_continues_as_if_it_had_not_been() -> None:
    lesson = a_script(4)
    whole = list(record_scenes(lesson, speak(lesson, 1.0), 130))
    finished = [recording.narration for recording in whole[:2]]
    rest = list(record_scenes(lesson, list(speak(lesson, 1.0))[2:], 130, finished))
    assert rest == whole[2:]


def test_a_missing_sentence_or_scene_is_refused() -> None:
    lesson = a_script(3)
    with pytest.raises(ValueError, match="shorter"):
        list(record_scenes(lesson, list(speak(lesson, 1.0))[:2], 90))
    with pytest.raises(ValueError, match="longer"):
        list(record_scenes(lesson, [*speak(lesson, 1.0), []], 90))
    with pytest.raises(ValueError, match="shorter"):
        list(record_scenes(lesson, [sounds[:2] for sounds in speak(lesson, 1.0)], 90))


def test_a_silent_answer_is_to_be_tried_again() -> None:
    with pytest.raises(UnusableSpeech):
        list(record_scenes(a_script(2), [[bytes(48_000)] * 5] * 2, 60))
