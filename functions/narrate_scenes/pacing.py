"""Choose how fast a lesson is spoken and how long its pauses are, so that it lasts as long as was asked for.

The content comes first (the script's writer sees to it), the speaking rate second, the pauses third.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.models.script import Scene
from shared.models.visuals.words import CheckYourselfVisual
from shared.wording import ENGLISH

from .pronunciation import spoken

LEAD_IN = 0.3  # seconds of silence before the first sentence of a scene
THINKING = 3.0  # seconds between the question and its answer
SLOWEST, FASTEST = 0.85, 1.2  # times the voice's own pace: beyond these it no longer sounds natural


@dataclass(frozen=True)
class Pauses:
    """Hold the silence between two sentences and the one after a scene's last sentence, in seconds."""

    between: float
    after: float


SHORTEST = Pauses(0.2, 0.5)
NATURAL = Pauses(0.35, 0.8)
LONGEST = Pauses(0.8, 1.6)


@dataclass(frozen=True)
class Silences:
    """Count the pauses of one or more scenes; `fixed` are the seconds that never stretch."""

    between: int
    after: int
    fixed: float

    def seconds(self, pauses: Pauses) -> float:
        """Return how long all of them last with pauses of a given length."""
        return self.between * pauses.between + self.after * pauses.after + self.fixed


def answer_at(scene: Scene) -> int | None:
    """Return the sentence before which the learner gets time to think, or None where the scene asks nothing first."""
    visual = scene.visual
    return visual.answer_at if isinstance(visual, CheckYourselfVisual) and visual.answer_at > 0 else None


def silences(scenes: Sequence[Scene]) -> Silences:
    """Count the pauses of some scenes."""
    thinking = sum(answer_at(scene) is not None for scene in scenes)
    sentences = sum(len(scene.narration) for scene in scenes)
    return Silences(sentences - len(scenes) - thinking, len(scenes), len(scenes) * LEAD_IN + thinking * THINKING)


def characters(scenes: Sequence[Scene], language: str = ENGLISH) -> int:
    """Count the characters that are spoken in some scenes."""
    return sum(len(spoken(sentence, language)) for scene in scenes for sentence in scene.narration)


def speaking_rate(
    scenes: Sequence[Scene], target_seconds: float, characters_per_second: float, language: str = ENGLISH
) -> float:
    """Return the one rate for a whole lesson at which it lasts `target_seconds` with natural pauses.

    `characters_per_second` is how fast the voice speaks at rate 1.0, pauses between sentences left out.
    """
    at_natural_pace = characters(scenes, language) / characters_per_second
    left_for_speech = target_seconds - silences(scenes).seconds(NATURAL)
    rate = at_natural_pace / left_for_speech if left_for_speech > 0 else FASTEST
    return round(min(FASTEST, max(SLOWEST, rate)), 2)


def pauses(seconds_left: float, speech_seconds: float, remaining: Silences) -> Pauses:
    """Return the pauses with which the rest of a lesson fills the seconds that are left, as far as pauses can.

    `speech_seconds` and `remaining` are of the next scene and of all after it. Both kinds of pause move the same part
    of the way from their natural to their longest or shortest length.
    """
    natural = remaining.seconds(NATURAL)
    missing = seconds_left - speech_seconds - natural
    limit = LONGEST if missing > 0 else SHORTEST
    room = remaining.seconds(limit) - natural
    part = min(1.0, missing / room) if room else 0.0
    return Pauses(
        NATURAL.between + part * (limit.between - NATURAL.between),
        NATURAL.after + part * (limit.after - NATURAL.after),
    )
