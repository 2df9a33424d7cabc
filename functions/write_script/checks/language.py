"""Language that can be followed by ear at a grade: short sentences, an even reading level, words explained in time."""

import re
from collections.abc import Iterator

from shared.models.request import grade_number
from shared.models.script import Script
from shared.models.visuals.words import DefinitionVisual
from shared.reading_level import reading_level
from shared.wording import ENGLISH

from .problem import Problem

LONGEST_SENTENCE = ((2, 14), (5, 22), (8, 26), (12, 32))
"""Words, by the last grade that they hold for."""
GRADES_OFF = 1.0
"""How far the reading level may be from the grade."""
NOT_PROSE = ("worked_example", "check_yourself")
LEAST_GRADE = 1
"""Reading levels below it are all the same: nothing is easier than very easy."""


def problems(script: Script) -> Iterator[Problem]:
    """Find sentences that are too long, a level that is too high, and words that come before they are explained."""
    grade = grade_number(script.grade_level)
    most = next(words for last, words in LONGEST_SENTENCE if grade <= last)
    for index, scene in enumerate(script.scenes):
        for sentence in scene.narration:
            words = len(sentence.split())
            if words > most:
                message = f"A sentence has {words} words; at this grade at most {most}: {sentence!r}"
                yield Problem(code="long_sentence", message=message, scene=index)
    if script.language != ENGLISH:
        return  # the measure of reading level and the search for words know English only
    level = level_of(script)
    reads_at = f"The narration reads at grade {level:.1f}"
    if level > max(grade, LEAST_GRADE) + GRADES_OFF:
        yield Problem(code="too_hard", message=f"{reads_at}; make it easier, for grade {script.grade_level}.")
    if grade > LEAST_GRADE and level < grade - GRADES_OFF:
        message = f"{reads_at}; join short sentences and use the field's own terms, for grade {script.grade_level}."
        yield Problem(code="too_easy", message=message)
    yield from _unexplained(script)


def level_of(script: Script) -> float:
    """Return the reading level of what a script explains, as a Flesch-Kincaid grade.

    Steps of a solution and questions are short at every grade ("Three squared is nine."): they are left out.
    """
    explained = (scene.narration for scene in script.scenes if scene.visual.kind not in NOT_PROSE)
    return reading_level(" ".join(sentence for narration in explained for sentence in narration))


def _unexplained(script: Script) -> Iterator[Problem]:
    """Find words that a definition scene explains after they were used to explain something else."""
    for index, scene in enumerate(script.scenes):
        if not isinstance(scene.visual, DefinitionVisual):
            continue
        before = " ".join(sentence for earlier in script.scenes[1:index] for sentence in earlier.narration).lower()
        for definition in scene.visual.definitions:
            if definition.term.lower() in f"{script.title} {script.topic}".lower():
                continue  # what the lesson is about cannot but be named before
            uses = len(re.findall(rf"\b{re.escape(definition.term.lower())}\b", before))
            if uses > 1:
                message = f"{definition.term!r} is used before it is explained; explain it first."
                yield Problem(code="unexplained_word", message=message, scene=index)
