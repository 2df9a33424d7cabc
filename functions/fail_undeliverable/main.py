"""Fail: an undeliverable message ends its request."""

from typing import TYPE_CHECKING

import functions_framework

from shared import log
from shared.cloud import connect
from shared.malformed import keep_malformed_deliveries
from shared.messages import of_event

from .core import fail

if TYPE_CHECKING:
    from cloudevents.http import CloudEvent

keep_malformed_deliveries("fail_undeliverable")


@functions_framework.cloud_event
def fail_undeliverable(event: "CloudEvent") -> None:
    """End a request with the stage and the last error, unless somebody works on it still."""
    with log.wordless():
        fail(of_event(event), connect("fail_undeliverable"))
