"""Recover: what was left half done is finished."""

from typing import TYPE_CHECKING

import functions_framework

from shared import log
from shared.cloud import connect
from shared.models.request import RequestError
from shared.stage import keep_malformed_deliveries

from .core import TOO_LATE, leftovers

if TYPE_CHECKING:
    from cloudevents.http import CloudEvent

keep_malformed_deliveries("recover_stalled")


@functions_framework.cloud_event
def recover_stalled(event: "CloudEvent") -> None:
    """Publish what was recorded and not sent, deliver again what lost its lease, and end what is past its deadline."""
    cloud = connect()
    for leftover in leftovers(cloud.records.unfinished_work(), cloud.records.now()):
        cloud.publisher.publish(leftover.messages)
        if leftover.is_outbox:
            cloud.ledger.mark_sent(leftover.key)
        log.write("WARNING", "recovered", request_id=leftover.key.request_id, stage=leftover.key.stage)
    for request_id in cloud.records.past_deadline():
        error = RequestError(code="deadline_exceeded", message=TOO_LATE, stage="recover_stalled")
        if cloud.ledger.fail(request_id, error):
            log.write("ERROR", "request past its deadline", request_id=request_id)
