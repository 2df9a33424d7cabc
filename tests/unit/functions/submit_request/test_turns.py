"""Turns of repeated submissions."""

from functions.submit_request.turns import turn_of


def test_the_same_request_has_the_same_turn() -> None:
    assert turn_of("r-1") is turn_of("r-1")


def test_most_requests_do_not_wait_for_one_another() -> None:
    assert len({id(turn_of(f"r-{number}")) for number in range(1_000)}) == 64
