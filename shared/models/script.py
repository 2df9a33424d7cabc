"""The script of a lesson: what is said, what is shown, and which passages it rests on.

The same schema is given to the model as its response schema and checked again when its answer arrives.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

ShortText = Annotated[str, Field(min_length=1, max_length=90)]
Sentence = Annotated[str, Field(min_length=2, max_length=400)]
Latex = Annotated[str, Field(min_length=1, max_length=200)]
SentenceIndex = Annotated[
    int, Field(ge=0, description="Index of the narration sentence (from 0) at which this appears.")
]


class ScriptPart(BaseModel):
    """Be immutable and ignore what a model adds of its own."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Point(ScriptPart):
    """Show a short text when a sentence is spoken."""

    text: ShortText
    at: SentenceIndex = 0


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


Visual = Annotated[
    TitleVisual
    | KeyPointsVisual
    | DefinitionVisual
    | StepsVisual
    | CycleVisual
    | EquationVisual
    | WorkedExampleVisual
    | ComparisonVisual
    | CheckYourselfVisual
    | RecapVisual,
    Field(discriminator="kind"),
]


class Scene(ScriptPart):
    """Teach one idea: a heading, what is said sentence by sentence, and what is shown."""

    heading: ShortText
    narration: Annotated[list[Sentence], Field(min_length=1, max_length=40)]
    visual: Visual
    passages: Annotated[list[str], Field(min_length=1, description="Ids of the passages that this scene rests on.")]

    @model_validator(mode="after")
    def appear_while_spoken(self) -> "Scene":
        """Refuse an element that waits for a sentence which the scene does not have."""
        late = [index for index in cues(self.visual) if index >= len(self.narration)]
        if late:
            raise ValueError(f"the visual waits for sentence {late[0]}, but the scene has {len(self.narration)}")
        return self


class VocabularyEntry(ScriptPart):
    """Explain a word of the lesson."""

    term: ShortText
    definition: Annotated[str, Field(min_length=1, max_length=300)]


class CheckYourself(ScriptPart):
    """Ask the learner, with the answer."""

    question: Annotated[str, Field(min_length=1, max_length=300)]
    answer: Annotated[str, Field(min_length=1, max_length=300)]


class Script(ScriptPart):
    """Hold a whole lesson, ready to be spoken and drawn."""

    title: ShortText
    topic: ShortText
    subject: ShortText
    grade_level: str
    language: str = "en"
    learning_objectives: Annotated[list[ShortText], Field(min_length=1, max_length=5)]
    vocabulary: Annotated[list[VocabularyEntry], Field(max_length=12)]
    scenes: Annotated[list[Scene], Field(min_length=2, max_length=40)]
    check_yourself: CheckYourself
    recap: Annotated[list[ShortText], Field(min_length=1, max_length=6)]

    @property
    def sentences(self) -> list[str]:
        """Return every spoken sentence, in order."""
        return [sentence for scene in self.scenes for sentence in scene.narration]


def cues(visual: ScriptPart) -> list[int]:
    """Return the sentence index of every element of a visual, in the order of its fields."""
    found: list[int] = []
    for name in type(visual).model_fields:
        value = getattr(visual, name)
        if name in ("at", "right_at", "answer_at"):
            found.extend([] if value is None else [value])
        elif isinstance(value, list):
            for part in value:
                found.extend(cues(part))
    return found
