"""Ask for a lesson."""

import secrets
from datetime import UTC, datetime
from http import HTTPStatus
from typing import cast

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
    request = ContentRequest.model_validate(cast(Question, call.body).model_dump())
    with tracing.span(NAME, {"traceparent": call.request.headers.get("traceparent", "")}):
        is_new = _submit(request, call)
    known = None if is_new else call.cloud.requests.read(request.request_id)
    status = known.status if known else Status.PENDING
    found = answers.json_of(accepted(request.request_id, status), HTTPStatus.ACCEPTED)
    found.headers["Location"] = answers.link(request.request_id)
    return found


def _submit(request: ContentRequest, call: Call) -> bool:
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
        detail = f"The request id {request.request_id} is taken by a request with other content."
        raise Problem(HTTPStatus.CONFLICT, detail, "request_id_taken", (("request_id", "is taken"),)) from taken
