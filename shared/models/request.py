"""A content request: what a student asks for, checked, and what its record holds."""

import hashlib
import json
import re
import unicodedata
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from shared.models.base import Record
from shared.models.look import Look

GRADE_LEVELS = ("K", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12")
WORDS_OF_AN_INTEREST = 3
"""What needs more words is a sentence, and a sentence could be an instruction."""
QUERY_LENGTH = (3, 500)  # characters
DURATION_MINUTES = (1, 10)
IDENTIFIER = r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}"
"""What an id of a request, a student, a class or a tenant is made of."""


def grades_of(band: str) -> list[str]:
    """Return the grades of a grade band, such as `K-2`; none where it names none."""
    first, _, last = band.partition("-")
    if first not in GRADE_LEVELS or last not in GRADE_LEVELS:
        return []
    return list(GRADE_LEVELS[grade_number(first) : grade_number(last) + 1])


def grade_number(grade_level: str) -> int:
    """Return a grade as a number: 0 for kindergarten."""
    return GRADE_LEVELS.index(grade_level)


class Status(StrEnum):
    """Say where a request stands; it only moves forward, but that a failed one may be started again."""

    PENDING = "pending"
    GENERATING = "generating"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_terminal(self) -> bool:
        """Tell whether nothing comes after this."""
        return self in (Status.COMPLETED, Status.FAILED, Status.CANCELLED)


def is_identifier(value: object) -> bool:
    """Tell whether a request can have this id; Firestore fails on some others rather than finding nothing."""
    return isinstance(value, str) and re.fullmatch(IDENTIFIER, value) is not None


def _identifier(value: str) -> str:
    if not is_identifier(value):
        raise ValueError("use 1 to 128 letters, digits, dots, dashes and underscores; start with a letter or a digit")
    return value


def _grade_level(value: object) -> str:
    text = str(value).strip().upper() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if text not in GRADE_LEVELS:
        raise ValueError(f"use one of {', '.join(GRADE_LEVELS)}")
    return text


def _query(value: str) -> str:
    value = unicodedata.normalize("NFC", value)
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") for character in value.strip()):
        raise ValueError("write it on one line, without control characters")
    text = " ".join(value.split())
    shortest, longest = QUERY_LENGTH
    if not shortest <= len(text) <= longest:
        raise ValueError(f"write {shortest} to {longest} characters; it has {len(text)}")
    if re.search(r"<[A-Za-z/!?][^<>]*>", text):
        raise ValueError("write plain text, without HTML")
    if strange := [character for character in text if not _is_speakable(character)]:
        raise ValueError(f"write it in words; {strange[0]!r} cannot be read aloud")
    if not any(character.isalpha() for character in text):
        raise ValueError("write the question in words")
    return text


def _is_speakable(character: str) -> bool:
    """Tell whether a voice has words for a character: Latin and Greek letters, digits, signs, not emoji."""
    category = unicodedata.category(character)
    if character.isalpha():
        return unicodedata.name(character, "").startswith(("LATIN", "GREEK", "MICRO", "FEMININE", "MASCULINE"))
    if category == "Nd":
        return character.isascii()
    return category[0] != "M" and (category != "So" or character in "°®©")


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2}", value):
        raise ValueError("use a language's code of two lower-case letters (ISO 639-1), such as en")
    return value


def _interest(value: str) -> str:
    text = " ".join(unicodedata.normalize("NFC", value).split())
    if not re.fullmatch(r"[^\W_][\w '&-]{1,29}", text):
        raise ValueError("write 2 to 30 letters, digits and spaces, such as basketball")
    if len(text.split()) > WORDS_OF_AN_INTEREST:
        raise ValueError(f"name it in at most {WORDS_OF_AN_INTEREST} words")
    return text


def _minutes(value: object) -> int:
    least, most = DURATION_MINUTES
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError(f"use a whole number from {least} to {most}")
    return value


_GRADE_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string", "pattern": "^ *(K|k|[1-9]|1[0-2]) *$"},
        {"type": "integer", "minimum": 1, "maximum": 12},
    ]
}
_MINUTES_SCHEMA = {"type": "integer", "minimum": DURATION_MINUTES[0], "maximum": DURATION_MINUTES[1]}
# JSON Schema cannot say all that the functions above check: it lets pass more, and never less.
GradeLevel = Annotated[str, BeforeValidator(_grade_level), WithJsonSchema(_GRADE_SCHEMA)]
Minutes = Annotated[int, BeforeValidator(_minutes), WithJsonSchema(_MINUTES_SCHEMA)]
Query = Annotated[
    str,
    Field(strict=True, json_schema_extra={"minLength": QUERY_LENGTH[0]}, description="One line of plain text."),
    AfterValidator(_query),
]
Language = Annotated[str, Field(strict=True, json_schema_extra={"pattern": "^[a-z]{2}$"}), AfterValidator(_language)]
Interest = Annotated[str, Field(strict=True, json_schema_extra={"minLength": 2}), AfterValidator(_interest)]
Identifier = Annotated[
    str,
    Field(strict=True, json_schema_extra={"pattern": f"^{IDENTIFIER}$"}),
    AfterValidator(_identifier),
]


class ContentRequest(Record):
    """Hold what a student asks for. This is also the message on `content-generation-requests`."""

    request_id: Identifier
    student_id: Identifier
    student_query: Query
    grade_level: GradeLevel
    duration_minutes: Minutes
    language: Language = "en"
    """ISO 639-1; which ones are spoken is a setting."""
    interests: Annotated[list[Interest], Field(max_length=5)] = []
    """What the student likes; it may shape examples, never facts."""
    look: Look = Look()

    @property
    def fingerprint(self) -> str:
        """Return a hash of the content: two requests with one id must have one fingerprint.

        Fields that came later are left out where nobody set them, so that requests of before keep theirs.
        """
        later = self.model_dump(mode="json", include={"interests", "look"}, exclude_defaults=True)
        first = self.model_dump(mode="json", exclude={"interests", "look"})
        content = json.dumps(first | later, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()


class Membership(Record):
    """Say what school and classes a request comes from, as they were when it was asked; for its record alone."""

    tenant: Identifier | None = None
    class_ids: tuple[Identifier, ...] = ()


NOWHERE = Membership()
"""Where nobody says where they belong: an operator's message, or one machine."""


class RequestError(Record):
    """Say why a request failed: `message` to the student, `last_error` to an operator."""

    code: str
    message: str
    stage: str
    last_error: str | None = None


class ContentRecord(Record):
    """Hold what the stages need of `content_requests/{id}`."""

    request: ContentRequest
    status: Status
    deadline_at: datetime
    fields: dict[str, Any]
    """The whole document, as it is stored."""
