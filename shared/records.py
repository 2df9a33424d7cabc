"""Looking over all requests, for recovery and for people. Reads only; the ledger alone writes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from shared.clock import Clock
from shared.remembered import OPEN
from shared.store import Condition, Document, Place, Store

MOST = 1_000


class Records:
    """Find requests by their state."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def now(self) -> datetime:
        """Return the time that leases and deadlines are compared with."""
        return self._clock()

    def quiet(self, since: timedelta) -> list[Document]:
        """Return the records of open requests of which nothing was written for some time."""
        return self._find(("status", "in", OPEN), ("updated_at", "<=", self._clock() - since))

    def past_deadline(self) -> list[Document]:
        """Return the records of open requests that are past their deadline."""
        return self._find(("status", "in", OPEN), ("deadline_at", "<=", self._clock()))

    def to_clean_up(self) -> list[Document]:
        """Return the records of cancelled requests that may have left something behind."""
        return self._find(("cleaned_up", "==", False), ("clean_up_at", "<=", self._clock()))

    def newest(self, where: Sequence[Condition], limit: int, before: Place | None) -> list[Document]:
        """Return the records of requests that meet every condition, the newest first; `before` is where to go on."""
        return self._store.last("content_requests", "created_at", limit, where, before)

    def _find(self, *where: Condition) -> list[Document]:
        return self._store.find("content_requests", where, MOST)
