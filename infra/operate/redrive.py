"""Start a failed request again from the stage that failed, keeping all that is stored."""

from datetime import timedelta

from rich.console import Console

from infra.operate.failure import Failure
from infra.operate.look import known
from infra.operate.target import connected, place
from shared.cloud import Cloud
from shared.leftovers import leftovers

AFTER_ALL_PATIENCE = timedelta(days=1)
"""Nothing is on its way to a request that had ended, so that nothing need be waited for."""


def redrive(request_id: str, target: str, console: Console) -> int:
    """Reopen a request and publish what brings it on; raise `Failure` where it has not failed."""
    with connected(place(target)) as cloud:
        record = known(request_id, cloud)
        if not cloud.requests.reopen(request_id):
            raise Failure(f"{request_id} is {record.status.value}: only a request that failed is started again.", 2)
        topics = _bring_on(request_id, cloud)
    suffix = "" if target == "local" else f" TARGET={target}"
    console.print(f"{request_id} goes on ({', '.join(topics)}): make status ID={request_id}{suffix}")
    return 0


def _bring_on(request_id: str, cloud: Cloud) -> list[str]:
    record = known(request_id, cloud)
    stages = cloud.requests.stages(request_id)
    later = cloud.records.now() + AFTER_ALL_PATIENCE
    found = leftovers(record.fields, stages, cloud.settings.gcs_temp_files_bucket, later)
    messages = [message for leftover in found for message in leftover.messages]
    cloud.publisher.publish(messages)
    return sorted({message.topic for message in messages})
