"""Numbers that are asked for often and looked up seldom: what the day has cost, and how many requests are open."""

import time
from collections.abc import Callable
from threading import Lock

from shared.clock import Clock
from shared.entries import add_spending, shards_path
from shared.models.request import Status
from shared.store import Store

OPEN = [status.value for status in Status if not status.is_terminal]
SPENDING_KNOWN_FOR_SECONDS = 10.0
OCCUPANCY_KNOWN_FOR_SECONDS = 2.0


class Spending:
    """Know what a day has cost so far, for all requests and resources together; one object serves a whole process."""

    def __init__(self, store: Store, clock: Clock) -> None:
        def look_up() -> float:
            return sum(float(shard.fields["cost_usd"]) for shard in store.children(shards_path(clock())))

        self._store = store
        self._clock = clock
        self._dollars = Remembered(look_up, SPENDING_KNOWN_FOR_SECONDS)

    def today(self) -> float:
        """Return the dollars that today (UTC) has cost, about `SPENDING_KNOWN_FOR_SECONDS` old at most."""
        return self._dollars.number()

    def add(self, whose: str, cost_usd: float) -> None:
        """Add what was spent on something other than a request, whose stages add theirs."""
        self._store.transact(lambda transaction: add_spending(transaction, whose, cost_usd, self._clock()))


class Occupancy:
    """Know how many requests are open, for all students together; one object serves a whole process."""

    def __init__(self, store: Store) -> None:
        where = [("status", "in", OPEN)]
        self._count = Remembered(lambda: store.count("content_requests", where), OCCUPANCY_KNOWN_FOR_SECONDS)

    def open_requests(self) -> int:
        """Return how many requests have not ended, as it was about `OCCUPANCY_KNOWN_FOR_SECONDS` ago at most."""
        return int(self._count.number())


class Remembered:
    """Look a number up again where it is too old, by one thread alone: the others take what is known meanwhile."""

    def __init__(self, look_up: Callable[[], float], seconds: float) -> None:
        """Look nothing up yet; a number is known for some seconds."""
        self._look_up = look_up
        self._seconds = seconds
        self._known_until: float | None = None
        self._number = 0.0
        self._looking = Lock()

    def number(self) -> float:
        """Return the number, as it was at most about the agreed seconds ago; raise what looking it up raises."""
        if self._known_until is None:
            with self._looking:  # nothing is known yet: all wait for the first
                if self._known_until is None:
                    self._refresh()
        elif time.monotonic() >= self._known_until and self._looking.acquire(blocking=False):
            try:
                self._refresh()
            finally:
                self._looking.release()
        return self._number

    def _refresh(self) -> None:
        self._number = self._look_up()
        self._known_until = time.monotonic() + self._seconds
