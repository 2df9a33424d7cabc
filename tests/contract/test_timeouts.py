"""A function's time ends before Pub/Sub delivers again, and that before anybody else may take the work."""

import pytest

from infra.chaos.__main__ import shortened
from shared import reuse, topology
from shared.model import EMBED_TIMEOUT_SECONDS, GENERATE_TIMEOUT_SECONDS
from shared.publisher import PUBLISH_TIMEOUT_SECONDS
from shared.speech import SPEECH_TIMEOUT_SECONDS

LONGEST_ACKNOWLEDGEMENT_DEADLINE = 600
FUNCTIONS = topology.load().functions


@pytest.mark.parametrize("name", [name for name, function in FUNCTIONS.items() if function.subscription])
def test_timeout_acknowledgement_deadline_and_lease_follow_one_another(name: str) -> None:
    function = FUNCTIONS[name]
    assert function.subscription
    deadline = function.subscription.acknowledgement_deadline_seconds
    assert function.timeout_seconds < deadline <= LONGEST_ACKNOWLEDGEMENT_DEADLINE < function.lease_seconds


def test_whoever_died_is_recovered_before_another_leads_in_its_place() -> None:
    longest = max(function.lease_seconds for function in FUNCTIONS.values())
    [recovery] = [schedule.period_seconds for schedule in topology.load().schedules.values()]
    assert longest + 2 * recovery < reuse.PATIENCE.total_seconds()
    assert reuse.PATIENCE.total_seconds() < int(topology.load().environment["REQUEST_DEADLINE_MINUTES"]) * 60


def test_a_lesson_may_be_reused_no_longer_than_its_files_live() -> None:
    lives = topology.load().buckets["generated"].delete_after_days
    assert lives is None or int(topology.load().environment["REUSE_DAYS"]) < lives


@pytest.mark.parametrize("name", [name for name, function in FUNCTIONS.items() if function.subscription])
def test_pub_sub_delivers_again_before_recovery_takes_its_message_for_lost(name: str) -> None:
    function = FUNCTIONS[name]
    assert function.subscription
    waits = function.subscription.minimum_backoff_seconds, function.subscription.maximum_backoff_seconds
    assert waits[0] <= waits[1] < function.lease_seconds


def test_a_request_may_take_longer_than_every_lease() -> None:
    minutes = int(topology.load().environment["REQUEST_DEADLINE_MINUTES"])
    assert all(function.lease_seconds < minutes * 60 for function in FUNCTIONS.values())


def test_calls_end_before_the_functions_that_make_them() -> None:
    assert FUNCTIONS["write_script"].timeout_seconds > GENERATE_TIMEOUT_SECONDS
    assert FUNCTIONS["narrate_scenes"].timeout_seconds > SPEECH_TIMEOUT_SECONDS
    assert FUNCTIONS["retrieve_content"].timeout_seconds > EMBED_TIMEOUT_SECONDS
    assert all(function.timeout_seconds > PUBLISH_TIMEOUT_SECONDS for function in FUNCTIONS.values())


def test_a_topology_shortened_for_chaos_keeps_the_order() -> None:
    for function in topology.parse(shortened(40)).functions.values():
        if function.subscription:
            deadline = function.subscription.acknowledgement_deadline_seconds
            assert function.timeout_seconds < deadline < function.lease_seconds == 40
            assert function.subscription.maximum_backoff_seconds < function.lease_seconds
