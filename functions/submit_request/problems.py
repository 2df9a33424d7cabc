"""Problems, as RFC 9457 describes them: each error is JSON that a program reads and a sentence that a person does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from flask import Response

from shared.errors import LimitReached
from shared.models.base import Record

from .codes import CODES, OF_STATUS

TRY_AGAIN_SECONDS = 60


class WrongField(Record):
    """Say what to do about a field or a parameter that is wrong."""

    field: str
    message: str
    """For a person, to be read after “Please”."""


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

    code: str
    """One of `CODES`."""
    detail: str
    errors: Sequence[tuple[str, str]] = ()
    """Each wrong field with what to do about it."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """What else the answer says, such as the methods that would have been right."""

    @property
    def status(self) -> HTTPStatus:
        """Return the status of its code."""
        return CODES[self.code].status

    def response(self) -> Response:
        """Return the problem as an answer."""
        document = ProblemDocument(
            type="about:blank" if self.code in OF_STATUS else f"/problems/{self.code}",
            title=self.status.phrase,
            status=self.status.value,
            detail=self.detail,
            code=self.code,
            errors=[WrongField(field=field, message=message) for field, message in self.errors] or None,
        )
        text = document.model_dump_json(exclude_none=True)
        return Response(text, self.status.value, self.headers, mimetype="application/problem+json")


def wrong_fields(errors: Sequence[tuple[str, str]]) -> Problem:
    """Return what is said to a body of which fields are wrong; `errors` are fields with what to do about each."""
    return Problem("wrong_fields", f"Please correct these fields: {_names(errors)}.", errors)


def wrong_parameters(errors: Sequence[tuple[str, str]]) -> Problem:
    """Return what is said to parameters or headers that are wrong; `errors` are names with what to do."""
    return Problem("wrong_parameters", f"Please correct these parameters or headers: {_names(errors)}.", errors)


def limited(limit: LimitReached) -> Problem:
    """Return what is said where there is no room now, with when to come back."""
    again = str(limit.retry_after_seconds or TRY_AGAIN_SECONDS)
    return Problem(limit.code, limit.message, headers={"Retry-After": again})


def _names(errors: Sequence[tuple[str, str]]) -> str:
    return ", ".join(dict.fromkeys(name for name, _ in errors))
