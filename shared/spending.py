"""What a day has cost so far, for all requests together."""

from shared.clock import Clock
from shared.entries import shards_path
from shared.remembered import Remembered
from shared.store import Store

KNOWN_FOR_SECONDS = 10.0


class Spending:
    """Know the day's cost; asked often, it asks the store seldom."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """Use a store; one object serves a whole process."""
        self._store = store
        self._clock = clock
        self._dollars = Remembered(self._look_up, KNOWN_FOR_SECONDS)

    def today(self) -> float:
        """Return the dollars that today (UTC) has cost, about `KNOWN_FOR_SECONDS` old at most."""
        return self._dollars.number()

    def _look_up(self) -> float:
        return sum(float(shard.fields["cost_usd"]) for shard in self._store.children(shards_path(self._clock())))
