"""A message as it arrives, whatever it was wrapped in."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.models.base import Record


class IncomingMessage(Record):
    """Hold a Pub/Sub message."""

    message_id: str
    data: str
    attributes: dict[str, str] = {}
    published_at: datetime | None = None

    @property
    def carried(self) -> Mapping[str, Any]:
        """Return what goes with its data: its attributes, or the metadata of the object that it tells of."""
        return _metadata(self.data) if "eventType" in self.attributes else self.attributes


def _metadata(data: str) -> Mapping[str, Any]:
    try:
        found = json.loads(data).get("metadata")
    except (ValueError, AttributeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
