"""Visuals of words and formulas: titles, points, definitions, steps, examples, comparisons, questions."""

from typing import Annotated, Literal

from pydantic import Field

from shared.models.visuals.base import Latex, Point, ScriptPart, SentenceIndex, ShortText


class TitleVisual(ScriptPart):
    """Open the lesson: its title, and under it a short line."""

    kind: Literal["title"]
    title: ShortText
    subtitle: Annotated[str, Field(max_length=120)] = ""


class KeyPointsVisual(ScriptPart):
    """List the points of an explanation."""

    kind: Literal["key_points"]
    points: Annotated[list[Point], Field(min_length=1, max_length=6)]


class Definition(ScriptPart):
    """Say what one word means."""

    term: ShortText
    meaning: Annotated[str, Field(min_length=1, max_length=200)]
    at: SentenceIndex = 0


class DefinitionVisual(ScriptPart):
    """Explain one to four new words."""

    kind: Literal["definition"]
    definitions: Annotated[list[Definition], Field(min_length=1, max_length=4)]


class StepsVisual(ScriptPart):
    """Go through a process with a beginning and an end."""

    kind: Literal["steps"]
    steps: Annotated[list[Point], Field(min_length=1, max_length=6)]
    first_number: Annotated[int, Field(ge=1)] = 1
    """The number of the first step, where an earlier scene shows those before it."""


class CycleVisual(ScriptPart):
    """Go round a process that returns to its start."""

    kind: Literal["cycle"]
    stages: Annotated[list[Point], Field(min_length=2, max_length=6)]


class EquationLine(ScriptPart):
    """Set one line of mathematics, with an optional note in words."""

    latex: Latex
    note: Annotated[str, Field(max_length=90)] = ""
    at: SentenceIndex = 0


class EquationVisual(ScriptPart):
    """Show one or more lines of mathematics."""

    kind: Literal["equation"]
    lines: Annotated[list[EquationLine], Field(min_length=1, max_length=5)]


class ExampleStep(ScriptPart):
    """Take one step of a worked example: words, mathematics, or both."""

    text: ShortText
    latex: Annotated[str, Field(max_length=200)] = ""
    at: SentenceIndex = 0


class WorkedExampleVisual(ScriptPart):
    """Solve a problem step by step."""

    kind: Literal["worked_example"]
    problem: Annotated[str, Field(min_length=1, max_length=300)]
    steps: Annotated[list[ExampleStep], Field(min_length=1, max_length=6)]
    answer: Annotated[str, Field(min_length=1, max_length=160)]
    answer_latex: Annotated[str, Field(max_length=200)] = ""
    answer_at: SentenceIndex = 0
    first_number: Annotated[int, Field(ge=1)] = 1
    """The number of the first step, where an earlier picture shows those before it."""


class ComparisonRow(ScriptPart):
    """Compare two things in one respect."""

    feature: Annotated[str, Field(max_length=60)] = ""
    left: ShortText
    right: ShortText
    at: SentenceIndex = 0
    right_at: SentenceIndex | None = None
    """When the right side appears, where that is later than the left."""


class ComparisonVisual(ScriptPart):
    """Set two things side by side, such as a misconception and the fact."""

    kind: Literal["comparison"]
    left_title: ShortText
    right_title: ShortText
    rows: Annotated[list[ComparisonRow], Field(min_length=1, max_length=5)]


class CheckYourselfVisual(ScriptPart):
    """Ask, leave time to think, then answer."""

    kind: Literal["check_yourself"]
    question: Annotated[str, Field(min_length=1, max_length=300)]
    answer: Annotated[str, Field(min_length=1, max_length=300)]
    answer_at: SentenceIndex = 1


class RecapVisual(ScriptPart):
    """Close the lesson with what to remember."""

    kind: Literal["recap"]
    points: Annotated[list[Point], Field(min_length=1, max_length=6)]
