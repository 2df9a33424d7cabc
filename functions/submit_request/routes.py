"""Answer a request, whatever comes: find its route, check who calls and what is sent, and hand it on."""

from collections.abc import Callable
from functools import cache
from http import HTTPStatus

from flask import Request, Response

from shared import log
from shared.cloud import Cloud

from . import bodies, cors, pages, parameters
from .callers import NOBODY, Caller
from .identity import caller_of
from .problems import Problem
from .routing import Call, Route, route_for
from .submission import NAME
from .table import ROUTES


def answer(request: Request, connect: Callable[[], Cloud]) -> Response:
    """Answer a request; what goes wrong is an answer, too."""
    try:
        found = _answer(request, bodies.received(request), connect)
    except Problem as problem:
        found = problem.response()
    except Exception as error:  # whatever it is, a student reads a sentence and never what is inside
        log.write("ERROR", "unexpected error", function=NAME, error=log.place_of(error))
        detail = "Something went wrong on our side. Please try again in a minute."
        found = Problem(HTTPStatus.INTERNAL_SERVER_ERROR, detail).response()
    if "Origin" in request.headers:
        cors.let_in(found, request, connect().settings.allowed_origins)
    found.headers["X-Content-Type-Options"] = "nosniff"
    found.headers["Referrer-Policy"] = "no-referrer"
    found.headers.setdefault("Cache-Control", "no-store")
    return found


def _answer(request: Request, body: bytes, connect: Callable[[], Cloud]) -> Response:
    if request.path in pages.files():
        return pages.answer(request)
    if request.method == "OPTIONS":
        return cors.options(request, ROUTES)
    route, in_path = route_for(request.method, request.path, ROUTES)
    connect = cache(connect)
    caller = _allowed(route, request, connect)
    call = Call(
        request=request,
        parameters=in_path,
        query=parameters.of_query(request, route.query),
        headers=parameters.of_headers(request, route.headers),
        body=bodies.checked(request.mimetype, body, route.body) if route.body else None,
        connect=connect,
    )
    return route.handler(call, caller)


def _allowed(route: Route, request: Request, connect: Callable[[], Cloud]) -> Caller:
    """Return who calls, before anything that they sent is looked at; raise `Problem` where it is not for them."""
    if route.roles is None:
        return NOBODY
    caller = caller_of(request, connect())
    if caller.role not in route.roles:
        raise Problem(HTTPStatus.FORBIDDEN, "This is not for you.", "forbidden")
    return caller
