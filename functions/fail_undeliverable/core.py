"""What a dead-lettered message says: whose it was, and whether its work is really lost."""

from collections.abc import Mapping
from datetime import datetime

from shared import documents, log, messages, paths, stage_documents, topology
from shared.cloud import Cloud
from shared.errors import Refused, Rejected
from shared.formats import format_of, is_named_after_no_resource
from shared.models.message import IncomingMessage
from shared.models.request import is_identifier
from shared.models.work import OutgoingMessage
from shared.objects import FINALIZED, changed_object
from shared.store import Fields

INGEST = "ingest_resource"
UNREAD = "It could not be read, however often it was tried. Upload it again, or in another format."


def fail(message: IncomingMessage, cloud: Cloud) -> None:
    """End the request of a dead-lettered message, or keep the message where it names none.

    Where it tells of a resource, that is marked as well, for whoever put it there to see.
    """
    function, topic = origin_of(message)
    path = changed_object(message, INGEST, cloud.settings) if function == INGEST else None
    if path and message.attributes["eventType"] == FINALIZED and _is_resource(path):
        uri = f"gs://{cloud.settings.gcs_oer_content_bucket}/{path}"
        cloud.catalogue.mark_unread(paths.resource_id_of(path), uri, UNREAD, _told_at(message))
    request_id = None if path else request_of(message)
    if request_id is not None and cloud.requests.is_erased(request_id):
        return
    if request_id is None or cloud.requests.read(request_id) is None:
        lost = OutgoingMessage(topic=topic, data=message.data, attributes=message.attributes)
        cloud.requests.reject(message.message_id, function, lost, "could not be delivered, and names no known request")
        return
    stages = cloud.requests.stages(request_id)
    if is_alive(stages, function):
        log.write("WARNING", "undeliverable, but its work goes on", request_id=request_id, stage=function)
    elif cloud.requests.fail(request_id, documents.too_often(function, last_failed(stages, function))):
        log.write("ERROR", "request failed", request_id=request_id, stage=function)


def _is_resource(path: str) -> bool:
    """Tell whether a path's name is that of a resource, and not of a picture or of what belongs to others."""
    try:
        format_of(path)
    except Refused:
        return False
    return not is_named_after_no_resource(path)


def _told_at(message: IncomingMessage) -> datetime | None:
    """Return when a message was published first; Pub/Sub publishes what it dead-letters anew."""
    told = message.attributes.get("CloudPubSubDeadLetterSourceTopicPublishTime")
    return datetime.fromisoformat(told) if told else message.published_at


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
    return request_id if is_identifier(request_id) else None


def is_alive(stages: Mapping[str, Fields], function: str) -> bool:
    """Tell whether all work of a stage is done, or some goes on and none was tried too often.

    A message that came twice is dead-lettered while the other one's work goes on. Work that was taken and given back,
    or left by one who died, is brought on by `recover_stalled`.
    """
    work = [stage for stage in stages.values() if stage["stage"] == function]
    if any(stage["status"] == "waiting" and stage_documents.is_tried_out(stage) for stage in work):
        return False
    is_taken = any(stage["status"] in ("running", "following", "waiting") for stage in work)
    return is_taken or (bool(work) and all(stage["status"] == "done" for stage in work))


def last_failed(stages: Mapping[str, Fields], function: str) -> Fields | None:
    """Return the work of a stage that has the last error, if any has."""
    work = [stage for stage in stages.values() if stage["stage"] == function and stage.get("last_error")]
    return max(work, key=lambda stage: stage["started_at"], default=None)
