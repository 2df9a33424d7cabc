"""Answer a request, whatever comes: find its route, check who calls and what is sent, and hand it on."""

from collections.abc import Callable
from functools import cache

from flask import Request, Response

from shared import log
from shared.cloud import Cloud

from . import cors, pages, reading
from .callers import NOBODY, Caller
from .identity import caller_of
from .problems import Problem
from .routing import Call, Route, as_json, route_for
from .submission import NAME
from .table import ROUTES


def answer(request: Request, connect: Callable[[], Cloud]) -> Response:
    """Answer a request; what goes wrong is an answer, too."""
    connect = cache(connect)
    try:
        found = _answer(request, reading.received(request), connect)
    except Problem as problem:
        found = problem.response()
    except Exception as error:  # whatever it is, a student reads a sentence and never what is inside
        log.write("ERROR", "unexpected error", function=NAME, error=log.place_of(error))
        detail = "Something went wrong on our side. Please try again in a minute."
        found = Problem("internal_server_error", detail).response()
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
    call = Call(
        request=request,
        connect=connect,
        caller=_allowed(route, request, connect),  # before anything that they sent is looked at
        parameters=in_path,
        query=reading.query_of(request, route.query),
        headers=reading.headers_of(request, route.headers),
        body=reading.body_of(request.mimetype, body, route.body) if route.body else None,
    )
    found = route.handler(call)
    return found if isinstance(found, Response) else as_json(found, route.status)


def _allowed(route: Route, request: Request, connect: Callable[[], Cloud]) -> Caller:
    """Return who calls; raise `Problem` where the route is not for them."""
    if route.roles is None:
        return NOBODY
    caller = caller_of(request, connect())
    if caller.role not in route.roles:
        raise Problem("forbidden", "This is not for you.")
    return caller
