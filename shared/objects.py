"""Notifications of Cloud Storage: which object they tell of, and whether it is this function's."""

from shared import topology
from shared.models.message import IncomingMessage
from shared.settings import Settings

FINALIZED = "OBJECT_FINALIZE"
DELETED = "OBJECT_DELETE"


def finalized_object(message: IncomingMessage, function: str, settings: Settings) -> str | None:
    """Return the path of the object that was finalised, or None where a notification is not for this function."""
    return _object(message, function, settings, {FINALIZED})


def changed_object(message: IncomingMessage, function: str, settings: Settings) -> str | None:
    """Return the path of the object that was finalised or deleted, or None where it is not for this function."""
    return _object(message, function, settings, {FINALIZED, DELETED})


def notification_of(path: str, bucket: str) -> dict[str, str]:
    """Return the attributes of a notification that says that an object changed."""
    return {"eventType": FINALIZED, "bucketId": bucket, "objectId": path, "payloadFormat": "NONE"}


def _object(message: IncomingMessage, function: str, settings: Settings, events: set[str]) -> str | None:
    """Check a notification against the topology.

    Notifications of all buckets come on one topic. Subscriptions filter them in the cloud; emulators do not.
    """
    hears = topology.load().functions[function].hears
    if hears.bucket is None:
        raise ValueError(f"{function} hears no bucket")
    variable = topology.load().buckets[hears.bucket].variable
    attributes = message.attributes
    path = attributes.get("objectId", "")
    is_ours = (
        attributes.get("eventType") in events
        and attributes.get("bucketId") == getattr(settings, variable.lower())
        and path.startswith(hears.prefix)
    )
    return path if is_ours and path else None
