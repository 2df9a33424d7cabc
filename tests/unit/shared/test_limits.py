import time

import pytest

from shared.clients import Clients
from shared.cloud import Cloud, Process
from shared.errors import OutOfTime, Refused
from shared.limits import Limits
from shared.meter import Meter
from shared.remembered import Spending
from tests.fakes.cloud import InProcessCloud
from tests.unit.examples import claimed, request


class Time:
    """Stand still until a test moves it on."""

    seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


def code_of(attempt: Limits) -> str:
    with pytest.raises(Refused) as refused:
        attempt.before_paying()
    return refused.value.code


def limits(cloud: InProcessCloud, meter: Meter, time: Time, spent: float = 0.0) -> Limits:
    spending = Spending(cloud.store, cloud.clock)
    return Limits("narrate_scenes", cloud.settings, meter, spending, 240, spent, time)


def test_an_attempt_may_go_on_until_its_functions_timeout() -> None:
    time = Time()
    attempt = limits(InProcessCloud(), Meter(), time)
    time.seconds += 200
    assert attempt.remaining_seconds() == 40
    attempt.before_paying()
    time.seconds += 40
    with pytest.raises(OutOfTime, match="narrate_scenes may take 240 s"):
        attempt.before_paying()


def test_what_an_attempt_uses_counts_towards_its_requests_limit() -> None:
    cloud, meter = InProcessCloud(maximum_cost_a_request_usd=0.10), Meter()
    attempt = limits(cloud, meter, Time(), spent=0.09)
    attempt.before_paying()
    meter.add(spoken_characters=10_000)
    assert code_of(attempt) == "request_cost_limit"


def test_nothing_is_paid_for_when_the_day_has_cost_enough() -> None:
    cloud = InProcessCloud(maximum_cost_a_day_usd=2.0)
    cloud.store.set("spending/2025-12-31/shards/1", {"cost_usd": 99.0})
    cloud.store.set("spending/2026-01-01/shards/1", {"cost_usd": 1.5})
    limits(cloud, Meter(), Time()).before_paying()
    cloud.store.set("spending/2026-01-01/shards/2", {"cost_usd": 0.5})
    assert code_of(limits(cloud, Meter(), Time())) == "daily_cost_limit"


def test_the_time_of_an_attempt_runs_from_its_functions_start_though_it_stands_still_after_its_claim() -> None:
    cloud = InProcessCloud()
    known = (cloud.settings, Clients(cloud.settings), cloud.store, cloud.spending, cloud.catalogue, cloud.occupancy)
    attempt = Cloud(Process(*known), "write_script")
    attempt.limits.seconds = lambda: time.monotonic() + 240
    attempt.begin(claimed(cloud, "write_script", request()))
    with pytest.raises(OutOfTime):
        attempt.limits.remaining_seconds()
