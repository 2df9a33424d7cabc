"""Notifications of Cloud Storage: which object was finalised, and whether it is this function's."""

from shared import topology
from shared.models.message import IncomingMessage
from shared.settings import Settings


def finalized_object(message: IncomingMessage, function: str, settings: Settings) -> str | None:
    """Return the path of the object that a notification tells of, or None where it is not for this function.

    Notifications of all buckets come on one topic. Subscriptions filter them in the cloud; emulators do not.
    """
    hears = topology.load().functions[function].hears
    if hears.bucket is None:
        raise ValueError(f"{function} hears no bucket")
    variable = topology.load().buckets[hears.bucket].variable
    attributes = message.attributes
    path = attributes.get("objectId", "")
    is_ours = (
        attributes.get("eventType") == "OBJECT_FINALIZE"
        and attributes.get("bucketId") == getattr(settings, variable.lower())
        and path.startswith(hears.prefix)
    )
    return path if is_ours and path else None
