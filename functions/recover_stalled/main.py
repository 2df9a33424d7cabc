"""Recover: what was left half done is finished."""

import functions_framework
from cloudevents.http import CloudEvent

from shared import log
from shared.cloud import connect
from shared.malformed import keep_malformed_deliveries

from .core import recover

keep_malformed_deliveries("recover_stalled")


@functions_framework.cloud_event
def recover_stalled(event: CloudEvent) -> None:
    """Bring on what waits for nobody, end what is past its deadline, and clean up after what was cancelled."""
    with log.wordless():
        recover(connect("recover_stalled"))
