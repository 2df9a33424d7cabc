"""What is asked of the model about a question, and what may come of its answer."""

import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from shared import messages, prompts
from shared.errors import Refused, Unavailable
from shared.models.message import IncomingMessage
from shared.models.request import ContentRequest
from shared.models.work import StageInput, StageOutput
from shared.settings import Settings
from shared.wording import ENGLISH

Subject = Literal[
    "mathematics", "physics", "chemistry", "life science", "earth and space", "computing", "social studies", "other"
]


class Input(StageInput):
    """Ask to understand a question; a complete message holds it, a repeated one may name it only."""

    request: ContentRequest | None = None

    @classmethod
    def read(cls, message: IncomingMessage, settings: Settings) -> Self:
        """Take a message with all fields, or with the id of a known request alone."""
        fields = messages.document(message)
        if set(fields) == {"request_id"}:
            return messages.check(fields, cls)
        request = messages.check(fields, ContentRequest)
        return cls(request_id=request.request_id, request=request)

    @property
    def complete_request(self) -> ContentRequest | None:
        """Return the request that the message holds."""
        return self.request


class TopicAnalysis(BaseModel):
    """Hold what the model understood."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    is_teachable: Annotated[bool, Field(description="Whether this is a question that a lesson can answer.")]
    reason: Annotated[str, Field(description="If not teachable: one kind sentence to the student that says why.")]
    topic: Annotated[str, Field(max_length=90, description="The topic, as a short noun phrase.")]
    subject: Subject
    learning_objectives: Annotated[list[str], Field(max_length=4)]
    search_terms: Annotated[list[str], Field(max_length=8, description="Words that a textbook section would use.")]


class Output(StageOutput):
    """Leave the topic on the record."""

    topic: str
    subject: str
    learning_objectives: list[str]
    search_terms: list[str]

    def for_record(self) -> Mapping[str, Any]:
        """Set what the student sees, and what is searched for next."""
        return self.model_dump()


def prompt_for(request: ContentRequest) -> str:
    """Return the prompt: the question as data, never as instructions."""
    question = {"student_query": request.student_query, "grade_level": request.grade_level}
    if request.language != ENGLISH:
        question["language"] = request.language
    return prompts.block("question", question)


def question_key(request: ContentRequest, instructions: str, settings: Settings) -> str:
    """Return a hash of all that the model is asked with: the same question gives the same topic, whoever asks.

    Case, and what ends a sentence, make no other question. Who knows it can read what was understood.
    """
    plain = request.model_copy(update={"student_query": request.student_query.casefold().rstrip(" .!?")})
    asked = [settings.reuse_edition, settings.text_model, instructions, prompt_for(plain)]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()


def checked(answer: str) -> Output:
    """Return what the model understood; raise `Refused` where the question is not one to teach."""
    try:
        analysis = TopicAnalysis.model_validate_json(answer)
    except ValidationError as error:
        raise Unavailable(f"the model's analysis does not fit its schema: {messages.explain(error)}") from error
    if not (analysis.is_teachable and analysis.topic):
        raise Refused("not_a_lesson", analysis.reason or "Ask a question about something that you learn in school.")
    return Output.model_validate(analysis, from_attributes=True)
