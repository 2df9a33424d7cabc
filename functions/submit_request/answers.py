"""What is told of a request: its record, without what is for Vividly alone."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from shared.models.request import ContentRecord

TOLD = (
    "request_id",
    "status",
    "progress_percentage",
    "current_stage",
    "title",
    "topic",
    "subject",
    "grade_level",
    "duration_minutes",
    "learning_objectives",
    "sources",
    "cost_usd",
    "reused",
    "created_at",
    "updated_at",
    "completed_at",
    "error",
)


def link(request_id: str) -> str:
    """Return the path that tells where a request stands."""
    return f"/v1/content-requests/{request_id}"


def page(request_id: str) -> str:
    """Return the path of the student's page that follows a request."""
    return f"/#{request_id}"


def accepted(request_id: str, status: str) -> dict[str, Any]:
    """Return what is told of a request that was just asked for."""
    return {"request_id": request_id, "status": status, "links": {"self": link(request_id), "page": page(request_id)}}


def standing(record: ContentRecord, playable: Callable[[str], str]) -> dict[str, Any]:
    """Return where a request stands; `playable` turns a `gs://` address into one for a browser."""
    told = {name: _plain(record.fields[name]) for name in TOLD if record.fields.get(name) is not None}
    if "error" in told:
        told["error"] = {name: told["error"][name] for name in ("code", "message", "stage")}
    if result := record.fields.get("result"):
        told["result"] = _result(result, playable)
    return told


def _result(result: Mapping[str, Any], playable: Callable[[str], str]) -> dict[str, Any]:
    files = {name: playable(uri) for name, uri in result["files"].items()}
    return {"duration_seconds": result["duration_seconds"], "files": files}


def _plain(value: Any) -> Any:
    """Return what JSON can hold; times are ISO 8601."""
    return value.isoformat() if isinstance(value, datetime) else value
