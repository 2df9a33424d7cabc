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
from shared.models.request import ContentRequest, Identifier, Membership, Status

from . import permissions
from .callers import Caller
from .problems import Problem, limited, wrong_fields
from .routing import Call, as_json
from .submission import NAME, submit

REQUESTS = "/v1/content-requests"


def _new_id() -> str:
    return f"req-{datetime.now(UTC):%Y%m%d}-{secrets.token_hex(6)}"


class Question(ContentRequest):
    """Ask for a lesson; without a `request_id` it gets one, without a `student_id` that of the token."""

    request_id: Identifier = Field(default_factory=_new_id)
    student_id: Identifier = Field(default_factory=str)


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
    links = Links(self=f"{REQUESTS}/{request_id}", page=f"/#{request_id}")
    return Accepted(request_id=request_id, status=status, links=links)


def ask(call: Call) -> Response:
    """Take a question in; the same question again changes nothing."""
    key = cast(AskHeaders, call.headers).idempotency_key
    request = _request(cast(Question, call.body), key, call.caller)
    with tracing.span(NAME, {"traceparent": call.request.headers.get("traceparent", "")}):
        is_new = _submit(request, key, call)
    known = None if is_new else call.cloud.requests.read(request.request_id)
    if known and not permissions.may_see(call.caller, known):
        raise _taken(request, key)
    told = accepted(request.request_id, known.status if known else Status.PENDING)
    found = as_json(told, HTTPStatus.ACCEPTED)
    found.headers["Location"] = told.links.self
    return found


def _request(question: Question, key: str | None, caller: Caller) -> ContentRequest:
    """Return what is asked, with who asks; a student's key always gives the same id."""
    student_id = _student(question, caller)
    named = question.model_dump() | {"student_id": student_id}
    if key is not None:
        if "request_id" in question.model_fields_set:
            errors = [("request_id", "leave it out where there is an Idempotency-Key")]
            detail = "Please name the request by a request_id or by an Idempotency-Key, not by both."
            raise Problem("wrong_fields", detail, errors)
        bare = key.strip('"')  # the standard wants it quoted, and hardly anybody does
        digest = hashlib.sha256(f"{caller.tenant or ''}\n{student_id}\n{bare}".encode()).hexdigest()
        named["request_id"] = f"req-{digest[:32]}"
    return ContentRequest.model_validate(named)


def _student(question: Question, caller: Caller) -> str:
    """Return who asks; raise `Problem` where nobody says it, or it is somebody else."""
    student_id = question.student_id or caller.student_id
    if student_id is None:
        raise wrong_fields([("student_id", "say who asks")])
    if not permissions.may_ask_for(caller, student_id):
        detail = "Ask in your own name: leave student_id out, and it is filled in."
        raise Problem("not_your_student_id", detail, [("student_id", "leave it out")])
    return student_id


def _submit(request: ContentRequest, key: str | None, call: Call) -> bool:
    membership = Membership(tenant=call.caller.tenant, class_ids=tuple(sorted(call.caller.class_ids)))
    try:
        return submit(request, call.cloud, membership)
    except Refused as refused:
        raise Problem(refused.code, refused.message, [("language", "choose another language")]) from refused
    except LimitReached as limit:
        raise limited(limit) from limit
    except Taken as taken:
        raise _taken(request, key) from taken


def _taken(request: ContentRequest, key: str | None) -> Problem:
    if key is not None:
        detail = "This Idempotency-Key was used for a question with other content. Please use a new one."
        return Problem("idempotency_key_reused", detail, [("Idempotency-Key", "use a new one")])
    detail = f"The request id {request.request_id} is taken by a request with other content, or by one that was erased."
    return Problem("request_id_taken", detail, [("request_id", "use another one")])
