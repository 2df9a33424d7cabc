"""What a day has cost so far, for all requests together."""

import time

from shared.clock import Clock
from shared.entries import shards_path
from shared.store import Store

KNOWN_FOR_SECONDS = 10.0


class Spending:
    """Know the day's cost; asked often, it asks the store seldom."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """Use a store; one object serves a whole process."""
        self._store = store
        self._clock = clock
        self._known_until = 0.0
        self._dollars = 0.0

    def today(self) -> float:
        """Return the dollars that today (UTC) has cost, at most `KNOWN_FOR_SECONDS` old."""
        if time.monotonic() >= self._known_until:
            shards = self._store.children(shards_path(self._clock()))
            self._dollars = sum(shard.fields["cost_usd"] for shard in shards)
            self._known_until = time.monotonic() + KNOWN_FOR_SECONDS
        return self._dollars
