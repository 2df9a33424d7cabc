"""What a script must be before it is spoken: built as a lesson is, easy to follow, and true to its sources."""

from collections.abc import Sequence

from shared.models.passage import Findings
from shared.models.script import Script

from . import grounding, language, screen, structure
from .problem import ESSENTIAL, Problem

__all__ = ["ESSENTIAL", "Problem", "find_problems"]


def find_problems(script: Script, minutes: int, findings: Findings, interests: Sequence[str] = ()) -> list[Problem]:
    """Return what is wrong with a script, the worst first; `interests` are the student's."""
    found = [
        *grounding.problems(script, findings, interests),
        *structure.problems(script, minutes),
        *language.problems(script),
        *screen.problems(script),
    ]
    return sorted(found, key=lambda problem: problem.code not in ESSENTIAL)
