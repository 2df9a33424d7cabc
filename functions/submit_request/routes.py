"""Which path does what.

POST /v1/content-requests        accept a question            202, 400, 409, 413, 415, 422
GET  /v1/content-requests/{id}   tell where its lesson stands 200, 404
GET  /healthz                    be alive                     200
GET  / /app.js /style.css …      the student's page           200
"""

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Request, Response

from shared import log, topology
from shared.cloud import Cloud
from shared.errors import Rejected
from shared.models.request import ContentRequest, Status, is_identifier
from shared.models.work import OutgoingMessage, WorkKey

from . import answers, bodies, media, pages
from .problems import Problem

REQUESTS = "/v1/content-requests"
NAME = "submit_request"


def answer(request: Request, connect: Callable[[], Cloud]) -> Response:
    """Answer a request, whatever comes."""
    try:
        found = _route(request, bodies.received(request), connect)
    except Problem as problem:
        found = problem.response()
    except Exception as error:  # whatever it is, a student reads a sentence and never what is inside
        log.write("ERROR", "unexpected error", function=NAME, error=type(error).__name__, reason=str(error)[:500])
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
        return _submit(bodies.content_request(request.mimetype, body), connect())
    if path.startswith(f"{REQUESTS}/"):
        _allow(request, "GET", "HEAD")
        return _tell(path.removeprefix(f"{REQUESTS}/"), connect)
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
    """Record a question and start the chain; the same question again changes nothing."""
    topic = topology.load().functions[NAME].emits
    if topic is None:
        raise ValueError(f"{NAME} emits no topic")
    # A default is left out, so that the message is the same as one that somebody publishes by hand.
    data = json.dumps(request.model_dump(mode="json", exclude_defaults=True))
    message = OutgoingMessage(topic=topic, data=data)
    try:
        is_new = cloud.ledger.accept(request, "api", message)
    except Rejected as taken:
        detail = f"The request id {request.request_id} is taken by a request with other content."
        raise Problem(HTTPStatus.CONFLICT, detail, "request_id_taken", (("request_id", "is taken"),)) from taken
    if is_new:
        _send(request.request_id, message, cloud)
    known = None if is_new else cloud.ledger.read(request.request_id)
    status = known.status if known else Status.PENDING
    found = _json(answers.accepted(request.request_id, status.value), HTTPStatus.ACCEPTED)
    found.headers["Location"] = answers.link(request.request_id)
    return found


def _send(request_id: str, message: OutgoingMessage, cloud: Cloud) -> None:
    try:
        cloud.publisher.publish([message])
        cloud.ledger.mark_sent(WorkKey(request_id=request_id, stage=NAME))
    except Exception as error:  # the request is recorded with its message unsent: recover_stalled sends it
        log.write("ERROR", "not published yet", stage=NAME, request_id=request_id, error=type(error).__name__)


def _tell(request_id: str, connect: Callable[[], Cloud]) -> Response:
    record = connect().ledger.read(request_id) if is_identifier(request_id) else None
    if record is None:
        raise Problem(HTTPStatus.NOT_FOUND, "There is no request with this id.", "unknown_request")
    found = _json(answers.standing(record, media.playable()))
    if not record.status.is_terminal:
        found.headers["Retry-After"] = "1"
    return found


def _json(document: dict[str, Any], status: HTTPStatus = HTTPStatus.OK) -> Response:
    return Response(json.dumps(document), status.value, mimetype="application/json")
