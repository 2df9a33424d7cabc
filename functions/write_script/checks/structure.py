"""The build of a lesson: goal, hook, steps, example, misconception, a question with time to think, recap."""

from collections.abc import Iterator, Sequence

from shared.models.script import Scene, Script
from shared.models.visuals.words import CheckYourselfVisual
from shared.wording import ENGLISH

from .problem import Problem

FULL_MINUTES = 3
"""A lesson so long has every part but the words,"""
MINUTES_WITH_WORDS = 5
"""which a short one explains in passing."""
WORKED_SUBJECTS = ("mathematics",)
"""In these, a lesson without a worked example teaches nothing."""
MOST_WORDS_A_SCENE = 170
EXPLAINING = ("steps", "cycle", "key_points", "equation")
MISCONCEPTION_WORDS = ("many people think", "some people think", "misconception", "it is a mistake", "people believe")


def problems(script: Script, minutes: int) -> Iterator[Problem]:
    """Find parts that are missing or too long."""
    kinds = [scene.visual.kind for scene in script.scenes]
    if kinds[0] != "title":
        yield Problem(code="no_hook", message="Open with a title scene that makes one curious.", scene=0)
    if kinds[-1] != "recap":
        yield Problem(code="no_recap", message="End with a recap scene of what to remember.")
    if not any(kind in EXPLAINING for kind in kinds):
        yield Problem(code="no_explanation", message="Explain the idea in points or steps.")
    yield from _check_yourself(script.scenes)
    if minutes >= FULL_MINUTES:
        yield from _of_full_lessons(script, minutes, kinds)
    for index, scene in enumerate(script.scenes):
        words = sum(len(sentence.split()) for sentence in scene.narration)
        if words > MOST_WORDS_A_SCENE:
            message = f"This scene says {words} words; split it, one idea a scene, at most {MOST_WORDS_A_SCENE} words."
            yield Problem(code="long_scene", message=message, scene=index)


def _check_yourself(scenes: list[Scene]) -> Iterator[Problem]:
    checks = [(index, scene.visual) for index, scene in enumerate(scenes) if scene.visual.kind == "check_yourself"]
    if not checks:
        yield Problem(code="no_check_yourself", message="Ask the learner a question before the recap.")
    for index, visual in checks:
        if isinstance(visual, CheckYourselfVisual) and visual.answer_at == 0:
            message = "Speak the question first, and the answer in a later sentence, so that there is time to think."
            yield Problem(code="no_time_to_think", message=message, scene=index)


def _of_full_lessons(script: Script, minutes: int, kinds: Sequence[str]) -> Iterator[Problem]:
    said = " ".join(script.sentences).lower()
    if script.language == ENGLISH and not any(words in said for words in MISCONCEPTION_WORDS):
        yield Problem(code="no_misconception", message="Name a common misconception, and say what is true.")
    if script.subject.lower() in WORKED_SUBJECTS and "worked_example" not in kinds:
        yield Problem(code="no_worked_example", message="Work through an example, step by step.")
    if minutes >= MINUTES_WITH_WORDS and script.vocabulary and "definition" not in kinds:
        yield Problem(code="no_words", message="Explain the new words in a definition scene.")
