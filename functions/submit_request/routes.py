"""Which path does what.

POST /v1/content-requests             accept a question            202, 400, 409, 413, 415, 422, 429
GET  /v1/content-requests/{id}        tell where its lesson stands 200, 404
POST /v1/content-requests/{id}:cancel make its lesson no further   200, 404, 409
GET  /healthz                         be alive                     200
GET  / /app.js /style.css …           the student's page           200
"""

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Request, Response

from shared import log, tracing
from shared.cloud import Cloud
from shared.errors import LimitReached, Refused, Taken
from shared.models.request import ContentRecord, ContentRequest, Status, is_identifier

from . import answers, bodies, media, pages
from .problems import Problem
from .submission import NAME, submit

REQUESTS = "/v1/content-requests"
CANCEL = ":cancel"
TRY_AGAIN_SECONDS = 60


def answer(request: Request, connect: Callable[[], Cloud]) -> Response:
    """Answer a request, whatever comes."""
    try:
        found = _route(request, bodies.received(request), connect)
    except Problem as problem:
        found = problem.response()
    except Exception as error:  # whatever it is, a student reads a sentence and never what is inside
        log.write("ERROR", "unexpected error", function=NAME, error=log.place_of(error))
        detail = "Something went wrong on our side. Please try again in a minute."
        found = Problem(HTTPStatus.INTERNAL_SERVER_ERROR, detail).response()
    found.headers["X-Content-Type-Options"] = "nosniff"
    found.headers["Referrer-Policy"] = "no-referrer"
    found.headers.setdefault("Cache-Control", "no-store")
    return found


def _route(request: Request, body: bytes, connect: Callable[[], Cloud]) -> Response:
    path = request.path
    if path == REQUESTS:
        _allow(request, "POST")
        asked, cloud = bodies.content_request(request.mimetype, body), connect()
        with tracing.span(NAME, {"traceparent": request.headers.get("traceparent", "")}):
            return _submit(asked, cloud)
    if path.startswith(f"{REQUESTS}/") and path.endswith(CANCEL):
        _allow(request, "POST")
        return _cancel(path.removeprefix(f"{REQUESTS}/").removesuffix(CANCEL), connect())
    if path.startswith(f"{REQUESTS}/"):
        _allow(request, "GET", "HEAD")
        return _tell(path.removeprefix(f"{REQUESTS}/"), connect())
    if path == "/healthz":
        _allow(request, "GET", "HEAD")
        return _json({"status": "ok"})
    if path in pages.FILES:
        _allow(request, "GET", "HEAD")
        found = pages.page(path)
        found.make_conditional(request)
        return found
    raise Problem(HTTPStatus.NOT_FOUND, "There is nothing at this address.")


def _allow(request: Request, *methods: str) -> None:
    if request.method not in methods:
        allowed = ", ".join(methods)
        raise Problem(HTTPStatus.METHOD_NOT_ALLOWED, f"This address answers {allowed} only.", allow=allowed)


def _submit(request: ContentRequest, cloud: Cloud) -> Response:
    """Take a question in; the same question again changes nothing."""
    try:
        is_new = submit(request, cloud)
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
    known = None if is_new else cloud.requests.read(request.request_id)
    status = known.status if known else Status.PENDING
    found = _json(answers.accepted(request.request_id, status.value), HTTPStatus.ACCEPTED)
    found.headers["Location"] = answers.link(request.request_id)
    return found


def _tell(request_id: str, cloud: Cloud) -> Response:
    record = _known(request_id, cloud)
    found = _json(answers.standing(record, media.playable()))
    if not record.status.is_terminal:
        found.headers["Retry-After"] = "1"
    return found


def _cancel(request_id: str, cloud: Cloud) -> Response:
    """Stop before the next stage; what was made so far is removed by `recover_stalled`."""
    record = _known(request_id, cloud)
    if not cloud.requests.cancel(request_id):
        record = _known(request_id, cloud)
        if record.status is not Status.CANCELLED:
            detail = f"This lesson is {record.status.value} already."
            raise Problem(HTTPStatus.CONFLICT, detail, "already_ended")
    return _json(answers.accepted(request_id, Status.CANCELLED.value))


def _known(request_id: str, cloud: Cloud) -> ContentRecord:
    record = cloud.requests.read(request_id) if is_identifier(request_id) else None
    if record is None:
        raise Problem(HTTPStatus.NOT_FOUND, "There is no request with this id.", "unknown_request")
    return record


def _json(document: dict[str, Any], status: HTTPStatus = HTTPStatus.OK) -> Response:
    return Response(json.dumps(document), status.value, mimetype="application/json")
