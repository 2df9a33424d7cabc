"""Fail: an undeliverable message ends its request."""

from shared.cloud import Cloud
from shared.delivery import on_message
from shared.models.message import IncomingMessage

from .core import fail


@on_message("fail_undeliverable")
def fail_undeliverable(message: IncomingMessage, cloud: Cloud) -> None:
    """End a request with the stage and the last error, unless somebody works on it still."""
    fail(message, cloud)
