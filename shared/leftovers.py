"""What a request is waiting for, and which messages bring it on.

    work is done, its message unsent       its message: whoever finished it died before publishing
    work is done, the next never started   its message: the delivery was lost
    work is running, its lease is over     the message that started it: whoever held it died
    work is waiting, no delivery came      the message that started it
    a scene is recorded, never rendered    the notification of its recording

Nothing is published again while a lease runs or Pub/Sub may still deliver.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from shared import paths, stage_documents, topology
from shared.models.base import Record
from shared.models.work import OutgoingMessage, WorkKey
from shared.objects import notification_of
from shared.store import Fields

SENDING_TAKES = timedelta(seconds=30)
"""A stage that finished so recently is probably publishing right now."""


class Leftover(Record):
    """Hold messages to publish again for one piece of work."""

    key: WorkKey
    messages: list[OutgoingMessage]
    is_outbox: bool
    """Whether the work is done and only its messages are missing."""


def leftovers(record: Fields, stages: Mapping[str, Fields], temporary_bucket: str, now: datetime) -> list[Leftover]:
    """Return what to publish so that an open request goes on; nothing while Pub/Sub or a lease holder still may."""
    return [*_unfinished(record, stages, now), *_unstarted(record, stages, temporary_bucket, now)]


def _unfinished(record: Fields, stages: Mapping[str, Fields], now: datetime) -> Iterator[Leftover]:
    for stage in stages.values():
        key = WorkKey(request_id=record["request_id"], stage=stage["stage"], scene=stage.get("scene"))
        is_lost = stage["status"] == "running" and stage["lease_until"] <= now
        is_forgotten = stage["status"] == "waiting" and stage["lease_until"] + _patience(key.stage) <= now
        if is_lost or is_forgotten:
            message = OutgoingMessage.model_validate(stage["message"])
            yield Leftover(key=key, messages=[message], is_outbox=False)
        elif stage["status"] == "done" and stage["outbox"]:
            heard_by = _hearing(stage["outbox"][0]["topic"])
            patience = SENDING_TAKES if stage["unsent"] else _patience(heard_by)
            if heard_by not in stages and stage["finished_at"] + patience <= now:
                yield Leftover(key=key, messages=stage_documents.outbox(stage), is_outbox=True)


def _unstarted(record: Fields, stages: Mapping[str, Fields], bucket: str, now: datetime) -> Iterator[Leftover]:
    narrated = stages.get("narrate_scenes")
    if not narrated or narrated["status"] != "done" or narrated["finished_at"] + _patience("render_scene") > now:
        return
    for scene in range(record["scene_count"]):
        key = WorkKey(request_id=record["request_id"], stage="render_scene", scene=scene)
        if key.document not in stages:
            yield Leftover(key=key, messages=[recorded(key.request_id, scene, bucket)], is_outbox=False)


def recorded(request_id: str, scene: int, bucket: str) -> OutgoingMessage:
    """Return the message that says that a scene is recorded."""
    topic = topology.load().topic_of("render_scene")
    attributes = notification_of(paths.narration(request_id, scene), bucket)
    return OutgoingMessage(topic=topic, data="{}", attributes=attributes)


def _patience(stage: str) -> timedelta:
    """Return how long Pub/Sub may take to deliver: it tries again until long after a minute."""
    return timedelta(seconds=topology.load().functions[stage].lease_seconds)


def _hearing(topic: str) -> str:
    functions = topology.load().functions
    return next(name for name, function in functions.items() if function.hears.topic == topic)
