"""What Cloud Functions calls with each delivery of a message."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import functions_framework

from shared import log
from shared.cloud import Cloud, connect
from shared.malformed import keep_malformed_deliveries
from shared.messages import of_event
from shared.models.message import IncomingMessage

if TYPE_CHECKING:
    from cloudevents.http import CloudEvent


def on_message(name: str) -> Callable[[Callable[[IncomingMessage, Cloud], None]], Callable[["CloudEvent"], None]]:
    """Make the CloudEvent function of a name in the topology, from a function of a message and the cloud.

    What it raises asks Pub/Sub for another delivery, and is logged without what it says.
    """

    def decorate(work: Callable[[IncomingMessage, Cloud], None]) -> Callable[["CloudEvent"], None]:
        keep_malformed_deliveries(name)

        def handle(event: "CloudEvent") -> None:
            with log.wordless():
                work(of_event(event), connect(name))

        handle.__name__ = name
        handle.__doc__ = work.__doc__
        # Cloud Functions takes a function without a trigger of its own for an HTTP function, unless it says what it is.
        registered: Callable[[CloudEvent], None] = functions_framework.cloud_event(handle)
        return registered

    return decorate
