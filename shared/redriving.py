"""Starting a failed request again from the stage that failed, keeping all that is stored."""

from datetime import timedelta

from shared.cloud import Cloud
from shared.leftovers import leftovers

AFTER_ALL_PATIENCE = timedelta(days=1)
"""Nothing is on its way to a request that had ended, so that nothing need be waited for."""


def redrive(request_id: str, cloud: Cloud) -> list[str] | None:
    """Reopen a request and publish what brings it on; return the topics, or None where it has not failed."""
    record = cloud.requests.read(request_id) if cloud.requests.reopen(request_id) else None
    if record is None:
        return None
    stages = cloud.requests.stages(request_id)
    later = cloud.records.now() + AFTER_ALL_PATIENCE
    found = leftovers(record.fields, stages, cloud.settings.gcs_temp_files_bucket, later)
    messages = [message for leftover in found for message in leftover.messages]
    cloud.publisher.publish(messages)
    return sorted({message.topic for message in messages})
