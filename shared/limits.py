"""The limits of one attempt: its function's time, and the money that a request and a day may cost.

functions-framework answers for a function whose timeout is over, but does not stop it. So the attempt asks before each
paid call and each long step whether it may go on, and ends itself before anybody else may take its work.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from shared.cost import dollars
from shared.errors import DaySpent, OutOfTime, Refused
from shared.meter import Meter
from shared.remembered import Spending
from shared.settings import Settings

Seconds = Callable[[], float]


@dataclass
class Limits:
    """Tell an attempt whether it may go on; its time starts with this."""

    function: str
    settings: Settings
    meter: Meter
    spending: Spending
    timeout_seconds: float
    spent_before_usd: float = 0.0
    """What its request has cost already."""
    seconds: Seconds = time.monotonic

    def __post_init__(self) -> None:
        self._ends_at = self.seconds() + self.timeout_seconds

    def remaining_seconds(self) -> float:
        """Return how long the attempt may still take; raise `OutOfTime` where its time is over."""
        left = self._ends_at - self.seconds()
        if left <= 0:
            raise OutOfTime(f"{self.function} may take {self.timeout_seconds:.0f} s, and they are over")
        return left

    def before_paying(self) -> float:
        """Return how long a paid call may take; raise `OutOfTime` or, where no more may be spent, `Refused`."""
        most = self.settings.maximum_cost_a_request_usd
        if self.spent_before_usd + dollars(self.meter.usage, self.function, self.settings) >= most:
            reason = "This lesson would cost more than a lesson may. Please ask for a shorter one."
            raise Refused("request_cost_limit", reason)
        if is_day_spent(self.spending, self.settings):
            raise DaySpent
        return self.remaining_seconds()


def is_day_spent(spending: Spending, settings: Settings) -> bool:
    """Tell whether the day has cost as much as it may."""
    return spending.today() >= settings.maximum_cost_a_day_usd
