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
from shared.models.request import ContentRequest, Identifier, Membership, Status

from . import answers, permissions
from .callers import Caller
from .problems import Problem
from .routing import Call
from .submission import NAME, submit

TRY_AGAIN_SECONDS = 60


def _new_id() -> str:
    return f"req-{datetime.now(UTC):%Y%m%d}-{secrets.token_hex(6)}"


class Question(ContentRequest):
    """Ask for a lesson; without a `request_id` it gets one, without a `student_id` that of the token."""

    request_id: Identifier = Field(default_factory=_new_id)
    student_id: Identifier = Field(default_factory=str)


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
    question = cast(Question, call.body)
    request = ContentRequest.model_validate(question.model_dump() | {"student_id": _student(question, caller)})
    with tracing.span(NAME, {"traceparent": call.request.headers.get("traceparent", "")}):
        is_new = _submit(request, caller, call)
    known = None if is_new else call.cloud.requests.read(request.request_id)
    if known and not permissions.may_see(caller, known):
        raise _taken(request)
    status = known.status if known else Status.PENDING
    found = answers.json_of(accepted(request.request_id, status), HTTPStatus.ACCEPTED)
    found.headers["Location"] = answers.link(request.request_id)
    return found


def _student(question: Question, caller: Caller) -> str:
    """Return who asks; raise `Problem` where nobody says it, or it is somebody else."""
    student_id = question.student_id or caller.student_id
    if student_id is None:
        errors = (("student_id", "say who asks"),)
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY, "Please correct these fields: student_id.", "wrong_fields", errors
        )
    if not permissions.may_ask_for(caller, student_id):
        detail = "Ask in your own name: leave student_id out, and it is filled in."
        raise Problem(HTTPStatus.FORBIDDEN, detail, "not_your_student_id", (("student_id", "is not yours"),))
    return student_id


def _submit(request: ContentRequest, caller: Caller, call: Call) -> bool:
    membership = Membership(tenant=caller.tenant, class_ids=tuple(sorted(caller.class_ids)))
    try:
        return submit(request, call.cloud, membership)
    except Refused as refused:
        errors = (("language", refused.message),)
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, refused.message, refused.code, errors) from refused
    except LimitReached as limit:
        again = limit.retry_after_seconds or TRY_AGAIN_SECONDS
        raise Problem(HTTPStatus.TOO_MANY_REQUESTS, limit.message, limit.code, retry_after_seconds=again) from limit
    except Taken as taken:
        raise _taken(request) from taken


def _taken(request: ContentRequest) -> Problem:
    detail = f"The request id {request.request_id} is taken by a request with other content."
    return Problem(HTTPStatus.CONFLICT, detail, "request_id_taken", (("request_id", "is taken"),))
