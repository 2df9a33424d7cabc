"""What more processors would do is drawn from what was measured."""

import pytest

from benchmarks.sizing import by_amdahl


@pytest.mark.parametrize(
    ("seconds", "four"),
    [
        ({1: 8.0, 2: 4.0}, 2.0),
        ({1: 8.0, 2: 8.0}, 8.0),
        ({1: 8.0, 2: 6.0}, 5.0),
        ({1: 8.0, 2: 8.5}, 8.0),
        ({1: 8.0}, 8.0),
    ],
)
def test_the_part_that_is_not_shared_does_not_get_shorter(seconds: dict[int, float], four: float) -> None:
    assert by_amdahl(seconds, 4) == pytest.approx(four)
