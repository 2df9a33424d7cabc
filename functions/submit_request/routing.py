"""From a method and a path to what answers them.

A path is a template: `/v1/content-requests/{request_id}:cancel`. What stands in braces holds neither `/` nor `:`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus

from flask import Request, Response
from pydantic import BaseModel

from shared.cloud import Cloud
from shared.models.base import Record

from .callers import EVERYONE, Caller, Role
from .problems import Problem


class Nothing(Record):
    """Take nothing."""


@dataclass(frozen=True)
class Call:
    """Hold what a handler is called with: all of it checked."""

    request: Request
    connect: Callable[[], Cloud]
    caller: Caller
    parameters: Mapping[str, str]
    """What stands in the path's braces, as it came."""
    query: BaseModel
    """Of the route's `query` model."""
    headers: BaseModel
    """Of the route's `headers` model."""
    body: BaseModel | None
    """Of the route's `body` model."""

    @property
    def cloud(self) -> Cloud:
        """Connect; a call that needs no cloud does not."""
        return self.connect()


Handler = Callable[[Call], BaseModel | Response]


@dataclass(frozen=True)
class Route:
    """Say what answers a method at a path, what it takes and what it gives."""

    method: str
    path: str
    handler: Handler
    summary: str
    gives: type[BaseModel] | None = None
    """The answer; None where it has no JSON."""
    status: HTTPStatus = HTTPStatus.OK
    sends: tuple[str, ...] = ()
    """Headers of the answer that mean something here."""
    problems: tuple[str, ...] = ()
    """Codes that only this route answers with."""
    body: type[BaseModel] | None = None
    query: type[BaseModel] = Nothing
    headers: type[BaseModel] = Nothing
    """Those that it reads, as aliases."""
    roles: frozenset[Role] | None = EVERYONE
    """Who may call it; None where nobody is asked who they are."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return the expression of its path, with a group for each parameter."""
        return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/:]*)", re.escape(self.path)))

    @property
    def methods(self) -> tuple[str, ...]:
        """Return the methods that it answers."""
        return ("GET", "HEAD") if self.method == "GET" else (self.method,)


def route_for(method: str, path: str, routes: Sequence[Route]) -> tuple[Route, dict[str, str]]:
    """Return the route of a call with its parameters; raise `Problem` where nothing is there or not by that method."""
    for route in routes:
        if method in route.methods and (found := route.pattern.fullmatch(path)):
            return route, found.groupdict()
    allowed = ", ".join(allowed_methods(path, routes))
    raise Problem("method_not_allowed", f"This address answers {allowed} only.", headers={"Allow": allowed})


def allowed_methods(path: str, routes: Sequence[Route]) -> list[str]:
    """Return the methods that a path answers; raise `Problem` where nothing is there."""
    methods = [method for route in routes if route.pattern.fullmatch(path) for method in route.methods]
    if not methods:
        raise Problem("not_found", "There is nothing at this address.")
    return methods


def as_json(document: BaseModel, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """Return a document as an answer; what is not there is left out."""
    return Response(document.model_dump_json(exclude_none=True), status.value, mimetype="application/json")
