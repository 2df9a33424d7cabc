"""Notifications of Cloud Storage: which object they tell of, and whether it is this function's."""

import json

from shared import topology
from shared.models.message import IncomingMessage
from shared.models.work import OutgoingMessage
from shared.settings import Settings

FINALIZED = "OBJECT_FINALIZE"


def changed_object(message: IncomingMessage, function: str, settings: Settings) -> str | None:
    """Return the path of the object that changed as its bucket tells of, or None where it is not for this function.

    Notifications of all buckets come on one topic. Subscriptions filter them in the cloud; emulators do not.
    """
    hears = topology.load().functions[function].hears
    if hears.bucket is None:
        raise ValueError(f"{function} hears no bucket")
    bucket = topology.load().buckets[hears.bucket]
    attributes = message.attributes
    path = attributes.get("objectId", "")
    is_ours = (
        attributes.get("eventType") in bucket.events
        and attributes.get("bucketId") == getattr(settings, bucket.variable.lower())
        and path.startswith(hears.prefix)
    )
    return path if is_ours and path else None


def resource_changed(path: str, bucket: str) -> OutgoingMessage:
    """Return the message that has a resource read again."""
    topic = topology.load().topic_of("ingest_resource")
    return OutgoingMessage(topic=topic, data=json.dumps({"name": path}), attributes=notification_of(path, bucket))


def notification_of(path: str, bucket: str) -> dict[str, str]:
    """Return the attributes of a notification that says that an object is there."""
    return {"eventType": FINALIZED, "bucketId": bucket, "objectId": path, "payloadFormat": "NONE"}
