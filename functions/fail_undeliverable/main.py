"""Fail: an undeliverable message ends its request."""

from typing import TYPE_CHECKING

import functions_framework

from shared import log
from shared.cloud import connect
from shared.messages import of_event
from shared.models.request import RequestError
from shared.models.work import OutgoingMessage
from shared.stage import keep_malformed_deliveries

from .core import is_alive, origin_of, request_of, sentence_for

if TYPE_CHECKING:
    from cloudevents.http import CloudEvent

keep_malformed_deliveries("fail_undeliverable")


@functions_framework.cloud_event
def fail_undeliverable(event: "CloudEvent") -> None:
    """End a request with the stage and the last error, unless somebody works on it still."""
    cloud = connect()
    message = of_event(event)
    function, topic = origin_of(message)
    request_id = request_of(message)
    if request_id is None or cloud.ledger.read(request_id) is None:
        lost = OutgoingMessage(topic=topic, data=message.data, attributes=message.attributes)
        cloud.ledger.reject(message.message_id, function, lost, "could not be delivered, and names no known request")
        return
    stages = cloud.ledger.stages(request_id)
    if is_alive(stages, function, cloud.records.now()):
        log.write("WARNING", "undeliverable, but its work goes on", request_id=request_id, stage=function)
        return
    error = RequestError(code="stage_failed", message=sentence_for(stages, function), stage=function)
    if cloud.ledger.fail(request_id, error):
        log.write("ERROR", "request failed", request_id=request_id, stage=function)
