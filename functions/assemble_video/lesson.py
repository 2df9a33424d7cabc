"""Hold everything about a finished lesson: what `lesson.json` contains."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from shared.models.base import Record
from shared.models.narration import FRAMES_PER_SECOND, Narration, SpokenSentence
from shared.models.passage import Source
from shared.models.script import Script

from .facts import VideoFacts


class Chapter(Record):
    """Say when a scene starts and ends, in seconds from the start of the lesson, and what is said in it when."""

    scene: int
    heading: str
    start: float
    end: float
    sentences: list[SpokenSentence]


class Spending(Record):
    """Hold what each stage cost, in US dollars, and how long it ran, in seconds."""

    dollars: Mapping[str, float] = {}
    seconds: Mapping[str, float] = {}


class Lesson(Record):
    """Hold a finished lesson, all but its pictures and its sound."""

    title: str
    grade_level: str
    language: str
    duration_seconds: float
    chapters: list[Chapter]
    sources: list[Source]
    video: VideoFacts
    cost_usd: float
    spending: Spending
    script: Script


def chapters(script: Script, narrations: Sequence[Narration]) -> list[Chapter]:
    """Return the scenes with the times at which they are said in the lesson."""
    starts = [frames / FRAMES_PER_SECOND for frames in accumulate((scene.frames for scene in narrations), initial=0)]
    return [
        Chapter(
            scene=narration.scene,
            heading=scene.heading,
            start=round(start, 3),
            end=round(start + narration.seconds, 3),
            sentences=[_moved(sentence, start) for sentence in narration.sentences],
        )
        for scene, narration, start in zip(script.scenes, narrations, starts[:-1], strict=True)
    ]


def build(
    script: Script, narrations: Sequence[Narration], sources: Sequence[Source], video: VideoFacts, spending: Spending
) -> Lesson:
    """Return everything about a lesson."""
    return Lesson(
        title=script.title,
        grade_level=script.grade_level,
        language=script.language,
        duration_seconds=round(sum(narration.seconds for narration in narrations), 3),
        chapters=chapters(script, narrations),
        sources=list(sources),
        video=video,
        cost_usd=round(sum(spending.dollars.values()), 6),
        spending=spending,
        script=script,
    )


def _moved(sentence: SpokenSentence, by: float) -> SpokenSentence:
    return SpokenSentence(text=sentence.text, start=round(sentence.start + by, 3), end=round(sentence.end + by, 3))
