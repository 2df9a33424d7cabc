"""Tell what happened to a request."""

from datetime import datetime

from shared.models.base import Record
from shared.store import Fields

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


def events(call: Call) -> Events:
    """Tell what happened to a request, without what is for operators alone."""
    request_id = known(call).request.request_id
    return Events(events=[_event(fields) for fields in call.cloud.requests.events(request_id)])


def _event(fields: Fields) -> Event:
    event = Event.model_validate(fields, extra="ignore")
    if event.kind == "failed":
        return event
    return event.model_copy(update={"reason": None})  # of an attempt that is made again: it may say what is inside
