"""A suite is worth what it catches: it must fail for each contract that has one rule broken."""

from itertools import chain

import pytest

from shared import log
from tests.chaos import suite
from tests.chaos.variants import VARIANTS, Variant

MOST_SEEDS = 10_000


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.__name__)
def test_the_suite_catches(variant: Variant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "write", lambda *_, **__: None)
    parts = variant(monkeypatch)
    answers = chain(
        suite.one_fault_at_every_point(parts),
        suite.one_fault_at_every_point_of_two(parts),
        suite.random_schedules(range(MOST_SEEDS), parts),
    )
    assert next((answer for answer in answers if answer), None) is not None
