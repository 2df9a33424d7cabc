"""Read the data blocks of a prompt: `<name>JSON</name>`, in which the JSON has every `<` escaped."""

import json
import re
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from shared.models.passage import PassageKind


class Block(BaseModel):
    """Be immutable, and ignore what the prompt says beyond what the writer needs."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Question(Block):
    """Hold what a student asked."""

    student_query: str
    grade_level: str = ""


class LessonRequest(Block):
    """Hold what the lesson shall be about, and how long it shall be (in spoken words)."""

    topic: Annotated[str, Field(min_length=1)]
    subject: str = "other"
    grade_level: str = ""
    language: str = "en"
    minimum_words: Annotated[int, Field(ge=0)]
    target_words: Annotated[int, Field(ge=1)]
    maximum_words: Annotated[int, Field(ge=1)]

    @model_validator(mode="after")
    def keep_the_words_in_order(self) -> "LessonRequest":
        """Refuse a target that lies outside its own limits."""
        if not self.minimum_words <= self.target_words <= self.maximum_words:
            raise ValueError("the words must be minimum, target, maximum in rising order")
        return self


class GivenPassage(Block):
    """Hold one section of a resource, as the prompt gives it."""

    passage_id: str
    kind: PassageKind
    heading: str = ""
    text: str
    resource_id: str
    resource_title: str = ""


Read = TypeVar("Read")


def read(prompt: str, name: str, shape: type[Read]) -> Read:
    """Return the last block of this name that holds JSON: the words around the data may name the tags too.

    Raises ValueError where there is none, or where it has another shape.
    """
    for text in reversed(re.findall(rf"<{name}>([^<]*)</{name}>", prompt)):
        try:
            data = json.loads(text)
        except ValueError:
            continue
        try:
            return TypeAdapter(shape).validate_python(data)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"]) or "as a whole"
            raise ValueError(f"the block <{name}> of the prompt is wrong at {place}: {first['msg']}") from error
    raise ValueError(f"the prompt has no block <{name}> with JSON in it")
