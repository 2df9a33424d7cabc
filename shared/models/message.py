"""A message as it arrives, whatever it was wrapped in."""

from datetime import datetime

from shared.models.base import Record


class IncomingMessage(Record):
    """Hold a Pub/Sub message."""

    message_id: str
    data: str
    attributes: dict[str, str] = {}
    published_at: datetime | None = None
