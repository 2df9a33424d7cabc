"""How many requests are open, for all students together."""

from shared.models.request import Status
from shared.remembered import Remembered
from shared.store import Store

OPEN = [status.value for status in Status if not status.is_terminal]
KNOWN_FOR_SECONDS = 2.0


class Occupancy:
    """Know how many requests are open; asked often, it asks the store seldom."""

    def __init__(self, store: Store) -> None:
        """Use a store; one object serves a whole process."""
        self._store = store
        self._count = Remembered(self._look_up, KNOWN_FOR_SECONDS)

    def open_requests(self) -> int:
        """Return how many requests have not ended, as it was about `KNOWN_FOR_SECONDS` ago at most."""
        return int(self._count.number())

    def _look_up(self) -> int:
        return self._store.count("content_requests", [("status", "in", OPEN)])
