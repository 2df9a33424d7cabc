"""What a dead-lettered message says: whose it was, and whether its work is really lost."""

from datetime import datetime
from typing import Any

from shared import messages, paths, topology
from shared.errors import Rejected
from shared.models.message import IncomingMessage

Stages = dict[str, dict[str, Any]]


def origin_of(message: IncomingMessage) -> tuple[str, str]:
    """Return the function that could not work on a message, and its topic.

    A subscription has its function's name, and Pub/Sub writes the subscription into what it dead-letters.
    """
    function = message.attributes.get("CloudPubSubDeadLetterSourceSubscription", "unknown")
    declared = topology.load().functions.get(function)
    return function, (declared.hears.topic if declared else None) or "unknown"


def request_of(message: IncomingMessage) -> str | None:
    """Return the request that a message is about: named in its JSON, or in the path of the object that it tells of."""
    narrated = paths.narrated_scene(message.attributes.get("objectId", ""))
    if narrated:
        return narrated[0]
    try:
        request_id = messages.document(message).get("request_id")
    except Rejected:
        return None
    is_id = isinstance(request_id, str) and request_id and "/" not in request_id
    return request_id if is_id else None


def is_alive(stages: Stages, function: str, now: datetime) -> bool:
    """Tell whether all work of a stage is done, or some of it is held by a lease that has not ended."""
    work = [stage for stage in stages.values() if stage["stage"] == function]
    is_held = any(stage["status"] == "running" and stage["lease_until"] > now for stage in work)
    return is_held or (bool(work) and all(stage["status"] == "done" for stage in work))


def sentence_for(stages: Stages, function: str) -> str:
    """Return the reason for a student and an operator: where it failed, and the last error there."""
    work = [stage for stage in stages.values() if stage["stage"] == function]
    errors = [stage["last_error"] for stage in work if stage.get("last_error")]
    last = f" The last error was: {errors[-1]}" if errors else ""
    return f"Making this lesson failed in {function} after several tries.{last}"
