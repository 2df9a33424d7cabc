"""The limits of one attempt: its function's time, and the money that a request and a day may cost.

functions-framework answers for a function whose timeout is over, but does not stop it. So the attempt asks before each
paid call and each long step whether it may go on, and ends itself before anybody else may take its work.
"""

import time
from collections.abc import Callable

from shared.cost import dollars
from shared.errors import OutOfTime, Refused
from shared.meter import Meter
from shared.settings import Settings
from shared.spending import Spending

Seconds = Callable[[], float]


class Limits:
    """Tell an attempt whether it may go on."""

    def __init__(
        self,
        function: str,
        settings: Settings,
        meter: Meter,
        spending: Spending,
        timeout_seconds: float,
        spent_before_usd: float = 0.0,
        seconds: Seconds = time.monotonic,
    ) -> None:
        """Start the time of an attempt at a function; `spent_before_usd` is what its request has cost already."""
        self._function = function
        self._settings = settings
        self._meter = meter
        self._spending = spending
        self._spent_before = spent_before_usd
        self._seconds = seconds
        self._timeout = timeout_seconds
        self._ends_at = seconds() + timeout_seconds

    def remaining_seconds(self) -> float:
        """Return how long the attempt may still take; raise `OutOfTime` where its time is over."""
        left = self._ends_at - self._seconds()
        if left <= 0:
            raise OutOfTime(f"{self._function} may take {self._timeout:.0f} s, and they are over")
        return left

    def before_paying(self) -> float:
        """Return how long a paid call may take; raise `OutOfTime` or, where no more may be spent, `Refused`."""
        most = self._settings.maximum_cost_a_request_usd
        if self._spent_before + dollars(self._meter.usage, self._function, self._settings) >= most:
            reason = "This lesson would cost more than a lesson may. Please ask for a shorter one."
            raise Refused("request_cost_limit", reason)
        if self._spending.today() >= self._settings.maximum_cost_a_day_usd:
            reason = "No more lessons can be made today. Please ask again tomorrow."
            raise Refused("daily_cost_limit", reason)
        return self.remaining_seconds()
