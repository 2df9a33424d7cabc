"""Ask for a lesson."""

import hashlib
import secrets
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, cast

from flask import Response
from pydantic import Field

from shared import tracing
from shared.errors import LimitReached, Refused, Taken
from shared.models.base import Record
from shared.models.request import ContentRequest, Identifier, Status

from . import answers
from .callers import Caller
from .problems import Problem
from .routing import Call
from .submission import NAME, submit

TRY_AGAIN_SECONDS = 60


def _new_id() -> str:
    return f"req-{datetime.now(UTC):%Y%m%d}-{secrets.token_hex(6)}"


class Question(ContentRequest):
    """Ask for a lesson; without a `request_id` it gets one."""

    request_id: Identifier = Field(default_factory=_new_id)


class AskHeaders(Record):
    """Name a question by a key of the caller's own, so that it can be sent again without harm."""

    idempotency_key: Annotated[str, Field(pattern=r"^[!-~]{1,255}$")] | None = Field(
        default=None,
        alias="Idempotency-Key",
        description="The same key of the same student is the same request. Instead of a `request_id`.",
    )


class Links(Record):
    """Say where a request is followed: by a program, and by a person."""

    self: str
    page: str


class Accepted(Record):
    """Say that a request is known."""

    request_id: str
    status: Status
    links: Links


def accepted(request_id: str, status: Status) -> Accepted:
    """Return what is told of a request that was just asked for."""
    links = Links(self=answers.link(request_id), page=answers.page(request_id))
    return Accepted(request_id=request_id, status=status, links=links)


def ask(call: Call, caller: Caller) -> Response:
    """Take a question in; the same question again changes nothing."""
    key = cast(AskHeaders, call.headers).idempotency_key
    request = _named(cast(Question, call.body), key)
    with tracing.span(NAME, {"traceparent": call.request.headers.get("traceparent", "")}):
        is_new = _submit(request, key, call)
    known = None if is_new else call.cloud.requests.read(request.request_id)
    status = known.status if known else Status.PENDING
    found = answers.json_of(accepted(request.request_id, status), HTTPStatus.ACCEPTED)
    found.headers["Location"] = answers.link(request.request_id)
    return found


def _named(question: Question, key: str | None) -> ContentRequest:
    """Return the request of a question; a student's key always gives the same id."""
    if key is None:
        return ContentRequest.model_validate(question.model_dump())
    if "request_id" in question.model_fields_set:
        errors = (("request_id", "leave it out where there is an Idempotency-Key"),)
        detail = "Please name the request by a request_id or by an Idempotency-Key, not by both."
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, "wrong_fields", errors)
    name = key.strip('"')  # the standard wants it quoted, and hardly anybody does
    digest = hashlib.sha256(f"{question.student_id}\n{name}".encode()).hexdigest()
    return ContentRequest.model_validate(question.model_dump() | {"request_id": f"req-{digest[:32]}"})


def _submit(request: ContentRequest, key: str | None, call: Call) -> bool:
    try:
        return submit(request, call.cloud)
    except Refused as refused:
        errors = (("language", refused.message),)
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, refused.message, refused.code, errors) from refused
    except LimitReached as limit:
        raise Problem(
            HTTPStatus.TOO_MANY_REQUESTS, limit.message, limit.code, retry_after_seconds=TRY_AGAIN_SECONDS
        ) from limit
    except Taken as taken:
        raise _taken(request, key) from taken


def _taken(request: ContentRequest, key: str | None) -> Problem:
    if key is not None:
        detail = "This Idempotency-Key was used for a question with other content. Please use a new one."
        errors = (("Idempotency-Key", "was used for another question"),)
        return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, "idempotency_key_reused", errors)
    detail = f"The request id {request.request_id} is taken by a request with other content."
    return Problem(HTTPStatus.CONFLICT, detail, "request_id_taken", (("request_id", "is taken"),))
