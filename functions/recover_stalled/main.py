"""Recover: what was left half done is finished."""

from shared.cloud import Cloud
from shared.delivery import on_message
from shared.models.message import IncomingMessage

from .core import recover


@on_message("recover_stalled")
def recover_stalled(_tick: IncomingMessage, cloud: Cloud) -> None:
    """Publish again what stuck requests wait for, end those past their deadline, and clean up after cancelled ones."""
    recover(cloud)
