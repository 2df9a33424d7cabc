"""Problems, as RFC 9457 describes them: each error is JSON that a program reads and a sentence that a person does."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from flask import Response

from shared.models.base import Record


class WrongField(Record):
    """Say what is wrong with a field or a parameter."""

    field: str
    message: str


class ProblemDocument(Record):
    """Say why a request got no answer."""

    type: str
    """`about:blank` where the status says it all."""
    title: str
    status: int
    detail: str
    """For a person."""
    code: str
    """Stable, for programs."""
    errors: list[WrongField] | None = None


@dataclass(eq=False)
class Problem(Exception):
    """Say why a request got no answer, to the one who asked."""

    status: HTTPStatus
    detail: str
    code: str | None = None
    """Stable and for programs, one of `codes.py`; None where the status says it all."""
    errors: tuple[tuple[str, str], ...] = ()
    """Each wrong field with the reason."""
    allow: str | None = None
    """The methods that would have been right."""
    retry_after_seconds: int | None = None
    challenge: str | None = None
    """What to prove who one is with."""

    def response(self) -> Response:
        """Return the problem as an answer."""
        errors = [WrongField(field=field, message=message) for field, message in self.errors]
        document = ProblemDocument(
            type=f"/problems/{self.code}" if self.code else "about:blank",
            title=self.status.phrase,
            status=self.status.value,
            detail=self.detail,
            code=self.code or self.status.name.lower(),
            errors=errors or None,
        )
        answer = Response(
            document.model_dump_json(exclude_none=True), self.status.value, mimetype="application/problem+json"
        )
        if self.allow:
            answer.headers["Allow"] = self.allow
        if self.challenge:
            answer.headers["WWW-Authenticate"] = self.challenge
        if self.retry_after_seconds is not None:
            answer.headers["Retry-After"] = str(self.retry_after_seconds)
        return answer


def wrong_fields(errors: Sequence[tuple[str, str]]) -> Problem:
    """Return what is said to a body of which fields are wrong; `errors` are fields with reasons."""
    detail = f"Please correct these fields: {_names(errors)}."
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, "wrong_fields", tuple(errors))


def wrong_parameters(errors: Sequence[tuple[str, str]]) -> Problem:
    """Return what is said to parameters or headers that are wrong; `errors` are their names with reasons."""
    detail = f"Please correct these parameters or headers: {_names(errors)}."
    return Problem(HTTPStatus.BAD_REQUEST, detail, "wrong_parameters", tuple(errors))


def _names(errors: Sequence[tuple[str, str]]) -> str:
    return ", ".join(dict.fromkeys(name for name, _ in errors))
