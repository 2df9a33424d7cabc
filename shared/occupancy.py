"""How many requests are open, for all students together."""

import time

from shared.models.request import Status
from shared.store import Store

OPEN = [status.value for status in Status if not status.is_terminal]
KNOWN_FOR_SECONDS = 2.0


class Occupancy:
    """Know how many requests are open; asked often, it asks the store seldom."""

    def __init__(self, store: Store) -> None:
        """Use a store; one object serves a whole process."""
        self._store = store
        self._known_until = 0.0
        self._count = 0

    def open_requests(self) -> int:
        """Return how many requests have not ended, as it was at most `KNOWN_FOR_SECONDS` ago."""
        if time.monotonic() >= self._known_until:
            self._count = self._store.count("content_requests", [("status", "in", OPEN)])
            self._known_until = time.monotonic() + KNOWN_FOR_SECONDS
        return self._count
