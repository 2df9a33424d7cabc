"""What is asked of the model for a script, and what its answer must hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from shared import messages, prompts
from shared.errors import Refused, Unavailable
from shared.models.passage import Findings, Passage, Source
from shared.models.pictures import Picture
from shared.models.request import ContentRecord, ContentRequest, grade_number
from shared.models.script import Script
from shared.models.work import StageInput, StageOutput

from .checks import ESSENTIAL, Problem, find_problems

PROMPT_VERSION = "5"
MOST_PROBLEMS_TOLD = 20
LENGTH_TOLERANCE = 0.06
SLOWEST_WORDS, FASTEST_WORDS = 112, 138
"""Words a minute for kindergarten and for grade 12, pauses included: what children follow grows with them."""


class Input(StageInput):
    """Ask for the script of a request."""


class Output(StageOutput):
    """Leave what the record says of the script."""

    title: str
    scene_count: int
    scene_headings: list[str]
    words: int
    prompt_version: str
    sources: list[Source]
    quality_notes: list[str]
    """What is not as good as it should be, for a teacher to read; empty where nothing is."""

    def for_record(self) -> Mapping[str, Any]:
        """Set the title, the scenes to wait for, and, of the sources found, those that are used."""
        return self.model_dump(exclude={"words"})


def words_a_minute_for(grade_level: str) -> float:
    """Return how fast a lesson of a grade is told, pauses included."""
    return SLOWEST_WORDS + (FASTEST_WORDS - SLOWEST_WORDS) * grade_number(grade_level) / 12


def words_for(minutes: int, words_a_minute: float) -> tuple[int, int, int]:
    """Return the least, the best and the most number of words of a lesson that lasts some minutes."""
    best = minutes * words_a_minute
    return round(best * (1 - LENGTH_TOLERANCE)), round(best), round(best * (1 + LENGTH_TOLERANCE))


def prompt_for(record: ContentRecord, findings: Findings, words_a_minute: float) -> str:
    """Return the prompt: the lesson that is wanted and the passages, both as data.

    The words of the question are no part of it, since others who ask for the same may be given the lesson.
    """
    request = record.request
    least, best, most = words_for(request.duration_minutes, words_a_minute)
    wanted: dict[str, Any] = {
        "topic": record.fields["topic"],
        "subject": record.fields["subject"],
        "learning_objectives": record.fields["learning_objectives"],
        "grade_level": request.grade_level,
        "reading_level": max(1, grade_number(request.grade_level)),
        "language": request.language,
        "minutes": request.duration_minutes,
        "minimum_words": least,
        "target_words": best,
        "maximum_words": most,
    }
    if request.interests:
        wanted["interests"] = request.interests
    passages = [
        found.passage.model_dump(include={"passage_id", "kind", "heading", "text"})
        | {
            "resource_id": found.passage.source.resource_id,
            "resource_title": found.passage.source.title,
            "similarity": found.similarity,
        }
        | _picture_of(found.passage)
        for found in findings.passages
    ]
    return prompts.block("lesson_request", wanted) + prompts.block("passages", passages)


def _picture_of(passage: Passage) -> dict[str, str]:
    return {"picture": Picture.model_validate_json(passage.picture).description} if passage.picture else {}


@dataclass(frozen=True)
class Draft:
    """Hold an answer of the model: the script, if it is one, and what is wrong with it."""

    answer: str
    script: Script | None
    problems: list[Problem]
    too_short: Refused | None = None
    """What to say where it has too few words."""

    @property
    def is_presentable(self) -> bool:
        """Tell whether it may be shown, whatever is noted on it."""
        return self.script is not None and not self.essential_problems

    @property
    def essential_problems(self) -> int:
        """Count the problems with which it must not be shown."""
        return sum(problem.code in ESSENTIAL for problem in self.problems)

    def badness(self) -> tuple[bool, int, int]:
        """Return what orders drafts, the best first."""
        return self.script is None, self.essential_problems, len(self.problems)


def draft_of(answer: str, request: ContentRequest, findings: Findings, words_a_minute: float) -> Draft:
    """Return what an answer of the model is worth.

    Raises `Refused` where it is too short and the passages are too: no repair helps then.
    """
    try:
        script = checked(answer, request, findings, words_a_minute)
    except Unavailable as wrong:
        return Draft(answer, None, [Problem(code="no_script", message=str(wrong))])
    except Refused as too_short:
        least, _, most = words_for(request.duration_minutes, words_a_minute)
        if _words(found.passage.text for found in findings.passages) < least:
            raise
        message = f"The narration is too short. Say more of what the passages hold: {least} to {most} words."
        return Draft(answer, None, [Problem(code="too_short", message=message)], too_short)
    return Draft(answer, script, find_problems(script, request.duration_minutes, findings, request.interests))


def prompt_to_repair(prompt: str, draft: Draft) -> str:
    """Return the prompt once more, with what came of it and what to do better."""
    wrong = [problem.model_dump(exclude_none=True) for problem in draft.problems[:MOST_PROBLEMS_TOLD]]
    return prompt + prompts.block("earlier_script", {"script": draft.answer}) + prompts.block("problems", wrong)


def checked(answer: str, request: ContentRequest, findings: Findings, words_a_minute: float) -> Script:
    """Return the script that an answer holds.

    Raises `Unavailable` where it breaks its schema or rests on what it was not given, `Refused` where it is too short.
    """
    try:
        script = Script.model_validate_json(answer)
    except ValidationError as error:
        raise Unavailable(f"the model's script does not fit its schema: {messages.explain(error)}") from error
    known = {found.passage.passage_id for found in findings.passages}
    strange = sorted({name for scene in script.scenes for name in scene.passages} - known)
    if strange:
        raise Unavailable(f"the model's script rests on passages that it was not given: {', '.join(strange[:3])}")
    minutes = request.duration_minutes
    least, _, _ = words_for(minutes, words_a_minute)
    words = _words(script.sentences)
    if words < least * 0.9:
        possible = max(1, int(minutes * words / least))
        enough = f"Our library has enough on this topic for about {possible} minutes, not for {minutes}."
        raise Refused("not_enough_material", f"{enough} Ask for a shorter lesson.")
    return script.model_copy(update={"grade_level": request.grade_level, "language": request.language})


def output_of(script: Script, findings: Findings, request: ContentRequest) -> Output:
    """Return what the stage leaves on the record."""
    problems = find_problems(script, request.duration_minutes, findings, request.interests)
    return Output(
        title=script.title,
        scene_count=len(script.scenes),
        scene_headings=[scene.heading for scene in script.scenes],
        words=_words(script.sentences),
        prompt_version=PROMPT_VERSION,
        sources=findings.sources_of(script),
        quality_notes=[f"{problem.code}: {problem.message}" for problem in problems],
    )


def _words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)
