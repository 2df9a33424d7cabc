"""The parts of the simulation behave as queueing theory and Google's pages say."""

import math
import random
from collections.abc import Callable
from statistics import mean

import pytest
import simpy

from benchmarks.scale.plant import DeadLettered, Limits, Pool, Quota, Steps, TurnedAway, deliver
from shared.topology import Subscription

EIGHT_TIMES = Subscription(
    acknowledgement_deadline_seconds=60,
    minimum_backoff_seconds=1,
    maximum_backoff_seconds=60,
    maximum_delivery_attempts=8,
    retention_seconds=600,
    dead_letter_topic="undeliverable",
)
ONCE = EIGHT_TIMES.model_copy(update={"maximum_delivery_attempts": 1})


def passing(environment: simpy.Environment, seconds: float) -> Callable[[], Steps]:
    def work() -> Steps:
        yield environment.timeout(seconds)

    return work


def erlang_c_wait(servers: int, arrivals_a_second: float, service_seconds: float) -> float:
    """Return the mean wait of M/M/c."""
    offered = arrivals_a_second * service_seconds
    busy = offered / servers
    last = offered**servers / math.factorial(servers) / (1 - busy)
    probability = last / (sum(offered**number / math.factorial(number) for number in range(servers)) + last)
    return probability * service_seconds / (servers * (1 - busy))


@pytest.mark.parametrize(("servers", "busy"), [(1, 0.7), (4, 0.8), (8, 0.7)])
def test_waits_are_those_of_queueing_theory(servers: int, busy: float) -> None:
    environment, chance = simpy.Environment(), random.Random(7)
    pool = Pool(environment, "servers", Limits(maximum_instances=servers, concurrency=1))
    rate = servers * busy

    def arrivals() -> Steps:
        for _ in range(60_000):
            yield environment.timeout(chance.expovariate(rate))
            environment.process(pool.serve(passing(environment, chance.expovariate(1.0))))

    environment.process(arrivals())
    environment.run()
    assert mean(pool.waits) == pytest.approx(erlang_c_wait(servers, rate, 1.0), rel=0.12)


def test_an_instance_starts_cold_once_and_again_after_it_was_idle_for_long() -> None:
    environment = simpy.Environment()
    limits = Limits(maximum_instances=5, concurrency=1, cold_start_seconds=4.0, idle_seconds=900.0)
    pool, ends = Pool(environment, "function", limits), []

    def lessons() -> Steps:
        for pause in (0.0, 60.0, 901.0):
            yield environment.timeout(pause)
            started = environment.now
            yield from pool.serve(passing(environment, 1.0))
            ends.append(environment.now - started)

    environment.run(until=environment.process(lessons()))
    assert (ends, pool.cold, pool.served) == ([5.0, 1.0, 5.0], 2, 3)


def test_one_cold_start_serves_all_who_share_the_instance() -> None:
    environment = simpy.Environment()
    pool = Pool(environment, "function", Limits(maximum_instances=5, concurrency=8, cold_start_seconds=4.0))

    def lessons() -> Steps:
        yield from pool.serve(passing(environment, 1.0))
        yield environment.all_of([environment.process(pool.serve(passing(environment, 1.0))) for _ in range(8)])

    environment.run(until=environment.process(lessons()))
    assert pool.cold == 1


def test_who_finds_no_instance_free_comes_again_later() -> None:
    environment = simpy.Environment()
    pool = Pool(environment, "function", Limits(maximum_instances=1, concurrency=1, pending_seconds=10.0))
    environment.process(pool.serve(passing(environment, 30.0)))
    second = environment.process(deliver(environment, pool, passing(environment, 1.0), EIGHT_TIMES, random.Random(1)))
    environment.run(until=second)
    assert 30.0 < environment.now < 60.0
    assert pool.served == 2


def test_who_is_turned_away_too_often_is_dead_lettered() -> None:
    environment = simpy.Environment()
    pool = Pool(environment, "function", Limits(maximum_instances=1, concurrency=1, pending_seconds=10.0))
    environment.process(pool.serve(passing(environment, 3_600.0)))
    second = environment.process(deliver(environment, pool, passing(environment, 1.0), ONCE, random.Random(1)))
    with pytest.raises(DeadLettered, match="function"):
        environment.run(until=second)


def test_a_quota_spreads_calls_over_the_minute() -> None:
    environment = simpy.Environment()
    quota, moments = Quota(environment, calls_a_minute=60.0, patience_seconds=100.0), []

    def caller() -> Steps:
        yield from quota.take(30)
        moments.append(environment.now)

    for _ in range(3):
        environment.process(caller())
    environment.run()
    assert moments == [0.0, 30.0, 60.0]


def test_who_waits_too_long_for_a_quota_uses_nothing_of_it() -> None:
    environment = simpy.Environment()
    quota = Quota(environment, calls_a_minute=60.0, patience_seconds=30.0)

    def callers() -> Steps:
        yield from quota.take(90)
        with pytest.raises(TurnedAway):
            yield from quota.take(1)
        assert environment.now == 30.0
        yield environment.timeout(60.0)
        yield from quota.take(1)
        assert environment.now == 90.0

    environment.run(until=environment.process(callers()))
