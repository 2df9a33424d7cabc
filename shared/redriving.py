"""Starting a failed request again from the stage that failed, keeping all that is stored."""

from collections.abc import Iterator
from datetime import timedelta

from shared import paths, topology
from shared.cloud import Cloud
from shared.errors import Refused
from shared.leftovers import leftovers, recorded
from shared.models.request import ContentRecord, Status
from shared.models.work import OutgoingMessage, WorkKey

TOO_OLD = "too_old"
AFTER_ALL_PATIENCE = timedelta(days=1)
"""Nothing is on its way to a request that had ended, so that nothing need be waited for."""


def redrive(request_id: str, cloud: Cloud) -> list[str] | None:
    """Reopen a request and publish what brings it on; return the topics, or None where it has not failed.

    Raises `Refused` where what its stages have stored is deleted, or would be before it comes to an end.
    """
    known = cloud.requests.read(request_id)
    if known is not None and known.status is Status.FAILED:
        _ensure_kept(known, cloud)
    record = cloud.requests.read(request_id) if cloud.requests.reopen(request_id) else None
    if record is None:
        return None
    stages = cloud.requests.stages(request_id)
    later = cloud.records.now() + AFTER_ALL_PATIENCE
    found = leftovers(record.fields, stages, cloud.settings.gcs_temp_files_bucket, later)
    messages = [message for leftover in found for message in leftover.messages]
    if stages.get("narrate_scenes", {}).get("status") != "done":
        messages += _told_while_it_had_failed(request_id, set(stages), cloud)
    cloud.publisher.publish(messages)
    return sorted({message.topic for message in messages})


def _ensure_kept(record: ContentRecord, cloud: Cloud) -> None:
    days = topology.load().buckets["temporary"].delete_after_days
    ends_at = cloud.records.now() + cloud.settings.request_deadline
    if days is not None and record.fields["created_at"] + timedelta(days=days) <= ends_at:
        reason = f"This lesson cannot be started again: what was made for it is deleted after {days} days."
        raise Refused(TOO_OLD, f"{reason} Please ask again.")


def _told_while_it_had_failed(request_id: str, stages: set[str], cloud: Cloud) -> Iterator[OutgoingMessage]:
    """Give the messages of scenes that were recorded and not begun: narration goes on and records none again."""
    bucket = cloud.settings.gcs_temp_files_bucket
    for path in cloud.temporary.paths_under(paths.narrations(request_id)):
        narrated = paths.narrated_scene(path)
        if narrated and WorkKey(request_id=request_id, stage="render_scene", scene=narrated[1]).document not in stages:
            yield recorded(*narrated, bucket)
