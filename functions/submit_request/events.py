"""Tell what happened to a request."""

from datetime import datetime

from flask import Response

from shared.models.base import Record
from shared.store import Fields

from . import answers
from .callers import Caller
from .ownership import known
from .routing import Call


class Event(Record):
    """Say what happened, and when."""

    at: datetime
    kind: str
    """`accepted`, `started`, `interrupted`, `finished`, `failed`, `cancelled` or `reopened`."""
    stage: str
    scene: int | None = None
    attempt: int | None = None
    code: str | None = None
    """Why a request failed, for programs."""
    reason: str | None = None
    """The same, for the student."""


class Events(Record):
    """Hold what happened to a request, in order."""

    events: list[Event]


def events(call: Call, caller: Caller) -> Response:
    """Tell what happened to a request, without what is for operators alone."""
    request_id = call.parameters["request_id"]
    known(request_id, caller, call.cloud)
    return answers.json_of(Events(events=[_event(one) for one in call.cloud.requests.events(request_id)]))


def _event(fields: Fields) -> Event:
    told = answers.told(fields, Event)
    if fields["kind"] != "failed":
        told.pop("reason", None)  # the error of an attempt that is made again: it may say what is inside
    return Event.model_validate(told)
