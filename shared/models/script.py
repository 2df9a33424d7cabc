"""The script of a lesson: what is said, what is shown, and which passages it rests on.

The same schema is given to the model as its response schema and checked again when its answer arrives.
"""

from typing import Annotated

from pydantic import Field, model_validator

from shared.models.visual import Visual
from shared.models.visuals.base import ScriptPart, ShortText, cues

Sentence = Annotated[str, Field(min_length=2, max_length=400)]


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
