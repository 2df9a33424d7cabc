"""Recover: what was left half done is finished."""

from typing import TYPE_CHECKING

import functions_framework

from shared import log
from shared.cloud import connect
from shared.malformed import keep_malformed_deliveries

from .core import recover

if TYPE_CHECKING:
    from cloudevents.http import CloudEvent

keep_malformed_deliveries("recover_stalled")


@functions_framework.cloud_event
def recover_stalled(event: "CloudEvent") -> None:
    """Bring on what waits for nobody, end what is past its deadline, and clean up after what was cancelled."""
    with log.wordless():
        recover(connect("recover_stalled"))
