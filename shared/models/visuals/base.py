"""What the visuals share: texts of a size that a screen can hold, and the sentence at which a part appears."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

ShortText = Annotated[str, Field(min_length=1, max_length=90)]
Name = Annotated[str, Field(min_length=1, max_length=30)]
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


def cues(part: ScriptPart) -> list[int]:
    """Return the sentence index of every element of a visual, in the order of its fields."""
    found: list[int] = []
    for name in type(part).model_fields:
        value = getattr(part, name)
        if name == "at" or name.endswith("_at"):
            found.extend([] if value is None else [value])
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, ScriptPart):
                found.extend(cues(inner))
    return found
