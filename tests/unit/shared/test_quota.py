import pytest
from google.api_core import exceptions

from shared.quota import when_exhausted


def test_a_call_that_a_quota_turned_away_is_made_again() -> None:
    assert when_exhausted()._predicate(exceptions.ResourceExhausted("quota"))


@pytest.mark.parametrize(
    "error",
    [
        exceptions.ServiceUnavailable("gone"),
        exceptions.DeadlineExceeded("late"),
        exceptions.InternalServerError("broken"),
        exceptions.Aborted("stopped"),
        ConnectionError("cut"),
    ],
)
def test_a_call_that_may_have_been_paid_for_is_not(error: Exception) -> None:
    assert not when_exhausted()._predicate(error)
