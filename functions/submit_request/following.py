"""Tell where a request stands and what happened to it, without what is for operators alone."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import Response
from pydantic import Field

from shared.models.base import Record
from shared.models.look import Look
from shared.models.passage import Source
from shared.models.request import Status
from shared.store import Fields

from . import media
from .ownership import known
from .routing import Call, as_json
from .scenes import SceneStanding, scenes_of

ADDRESSES_STAY = timedelta(minutes=5)
"""How long a caller is told that nothing has changed before addresses that end are made anew."""


class FollowHeaders(Record):
    """Ask for news only."""

    if_none_match: str | None = Field(
        default=None, alias="If-None-Match", description="The ETag of an earlier answer: 304 where nothing has changed."
    )


class Failure(Record):
    """Say why there is no lesson."""

    code: str
    message: str
    """For the student."""
    stage: str


class Lesson(Record):
    """Say where a finished lesson's files are, for some minutes."""

    duration_seconds: float
    files: dict[str, str]
    """By name, such as `lesson.mp4`."""


class Standing(Record):
    """Say where a request stands."""

    request_id: str
    student_query: str
    status: Status
    progress_percentage: int
    current_stage: str
    title: str | None = None
    topic: str | None = None
    subject: str | None = None
    grade_level: str
    duration_minutes: int
    language: str
    interests: list[str] = []
    look: Look = Look()
    learning_objectives: list[str] | None = None
    sources: list[Source] | None = None
    cost_usd: float
    reused: bool | None = None
    """Whether it is a copy of a lesson that was made before."""
    created_at: datetime
    updated_at: datetime
    completed_at: datetime | None = None
    error: Failure | None = None
    result: Lesson | None = None
    scenes: list[SceneStanding] | None = None
    """In order, as soon as there is a script."""


class Event(Record):
    """Say what happened, and when."""

    at: datetime
    kind: str
    """`accepted`, `started`, `interrupted`, `waiting`, `finished`, `reused`, `failed`, `cancelled` or `reopened`."""
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


def tell(call: Call) -> Response:
    """Tell where a request stands, or that nothing has changed since the caller asked last."""
    record = known(call)
    found = Standing.model_validate(record.fields | {"scenes": scenes_of(record, call.cloud)}, extra="ignore")
    tag = _tag(found, call.cloud.records.now())
    if call.request.if_none_match.contains_weak(tag):
        answer = Response(status=304)
    else:
        answer = as_json(with_addresses(found, media.playable()))
    answer.set_etag(tag, weak=True)
    if not record.status.is_terminal:
        answer.headers["Retry-After"] = "1"
    return answer


def events(call: Call) -> Events:
    """Tell what happened to a request."""
    request_id = known(call).request.request_id
    return Events(events=[_event(fields) for fields in call.cloud.requests.events(request_id)])


def _event(fields: Fields) -> Event:
    event = Event.model_validate(fields, extra="ignore")
    if event.kind == "failed":
        return event
    return event.model_copy(update={"reason": None})  # of an attempt that is made again: it may say what is inside


def with_addresses(standing: Standing, playable: Callable[[str], str]) -> Standing:
    """Return the same with addresses for a browser; `playable` makes them of `gs://` addresses."""
    changes: dict[str, Any] = {}
    if lesson := standing.result:
        files = {name: playable(uri) for name, uri in lesson.files.items()}
        changes["result"] = lesson.model_copy(update={"files": files})
    if standing.scenes:
        changes["scenes"] = [
            scene.model_copy(update={"picture": scene.picture and playable(scene.picture)}) for scene in standing.scenes
        ]
    return standing.model_copy(update=changes)


def _tag(standing: Standing, now: datetime) -> str:
    """Return what names a content: signed addresses differ each time, and must be made anew before they end."""
    period = int(now.timestamp() // ADDRESSES_STAY.total_seconds())
    return hashlib.sha256(f"{period} {standing.model_dump_json()}".encode()).hexdigest()[:32]
