import pytest

from shared.cost import Usage
from shared.meter import Meter
from shared.results import Results
from tests.fakes.bucket import InProcessBucket


def results(bucket: InProcessBucket, fence: int, counted: frozenset[str] = frozenset()) -> Results:
    return Results(bucket, Meter(), fence, counted)


def test_the_next_attempt_counts_what_a_dead_one_paid_for() -> None:
    bucket = InProcessBucket()
    results(bucket, 1).keep("a", b"data", "text/plain", Usage(spoken_characters=7))
    second = results(bucket, 2)
    for _ in range(2):
        found = second.find("a")
    assert found.data == b"data"
    assert second._meter.usage.spoken_characters == 7


def test_what_was_reported_is_not_counted_again() -> None:
    bucket = InProcessBucket()
    first = results(bucket, 1)
    first.keep("a", b"data", "text/plain", Usage(spoken_characters=7))
    second = results(bucket, 2, first.counted)
    second.find("a")
    assert second._meter.usage.spoken_characters == 0


def test_a_result_whose_upload_seemed_to_fail_is_not_counted_again() -> None:
    def fail(what: str) -> None:
        if what.startswith("after"):
            raise ConnectionError("the answer was lost")

    bucket = InProcessBucket(step=fail)
    first = results(bucket, 1)
    with pytest.raises(ConnectionError):
        first.keep("a", b"data", "text/plain", Usage(spoken_characters=7))
    second = results(bucket, 2, first.counted)
    assert second.find("a") is not None
    assert second._meter.usage.spoken_characters == 0


def test_who_comes_second_goes_on_with_what_is_stored() -> None:
    bucket = InProcessBucket()
    zombie, owner = results(bucket, 1), results(bucket, 2)
    assert owner.find("a") is None
    zombie.keep("a", b"of the zombie", "text/plain", Usage(spoken_characters=5))
    kept = owner.keep("a", b"of the owner", "text/plain", Usage(spoken_characters=7))
    assert kept.data == b"of the zombie"
    assert owner._meter.usage.spoken_characters == 5
