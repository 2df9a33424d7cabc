"""Which pages of other origins a browser lets call the API."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import Request, Response

from .routing import Route, allowed_methods

EXPOSED = "ETag, Location, Retry-After"
ACCEPTED = "Authorization, Content-Type, Idempotency-Key, If-None-Match, X-API-Key, traceparent"
ASKED_AGAIN_SECONDS = 3600


def options(request: Request, routes: Sequence[Route]) -> Response:
    """Return what an address answers; raise `Problem` where nothing is there."""
    methods = [*allowed_methods(request.path, routes), "OPTIONS"]
    return Response(status=HTTPStatus.NO_CONTENT.value, headers={"Allow": ", ".join(methods)})


def let_in(answer: Response, request: Request, allowed: str) -> None:
    """Let a page read an answer where its origin is among those allowed: separated by commas, or `*` for any."""
    origins = [origin.strip().rstrip("/") for origin in allowed.split(",")]
    origin = request.headers.get("Origin", "")
    answer.headers.add("Vary", "Origin")
    if not origin or (origin not in origins and "*" not in origins):
        return
    answer.headers["Access-Control-Allow-Origin"] = origin
    answer.headers["Access-Control-Expose-Headers"] = EXPOSED
    if request.method == "OPTIONS":
        answer.headers["Access-Control-Allow-Methods"] = answer.headers.get("Allow", "")
        answer.headers["Access-Control-Allow-Headers"] = ACCEPTED
        answer.headers["Access-Control-Max-Age"] = str(ASKED_AGAIN_SECONDS)
