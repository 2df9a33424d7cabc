"""Tell where the lesson of a request stands: its record, without what is for Vividly alone."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask import Response

from shared.models.base import Record
from shared.models.passage import Source
from shared.models.request import ContentRecord, Status

from . import answers, media
from .callers import Caller
from .ownership import known
from .routing import Call


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
    status: Status
    progress_percentage: int
    current_stage: str
    title: str | None = None
    topic: str | None = None
    subject: str | None = None
    grade_level: str
    duration_minutes: int
    learning_objectives: list[str] | None = None
    sources: list[Source] | None = None
    cost_usd: float
    created_at: datetime
    updated_at: datetime
    completed_at: datetime | None = None
    error: Failure | None = None
    result: Lesson | None = None


TOLD = tuple(name for name in Standing.model_fields if name not in ("error", "result"))


def tell(call: Call, caller: Caller) -> Response:
    """Tell where a request stands."""
    record = known(call.parameters["request_id"], caller, call.cloud)
    found = answers.json_of(standing(record, media.playable()))
    if not record.status.is_terminal:
        found.headers["Retry-After"] = "1"
    return found


def standing(record: ContentRecord, playable: Callable[[str], str]) -> Standing:
    """Return where a request stands; `playable` turns a `gs://` address into one for a browser."""
    told = {name: record.fields[name] for name in TOLD if record.fields.get(name) is not None}
    if error := record.fields.get("error"):
        told["error"] = {name: error[name] for name in Failure.model_fields}
    if result := record.fields.get("result"):
        told["result"] = _lesson(result, playable)
    return Standing.model_validate(told)


def _lesson(result: Mapping[str, Any], playable: Callable[[str], str]) -> Lesson:
    files = {name: playable(uri) for name, uri in result["files"].items()}
    return Lesson(duration_seconds=result["duration_seconds"], files=files)
