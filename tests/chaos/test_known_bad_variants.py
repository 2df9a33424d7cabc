"""A suite is worth what it catches: it must fail for each contract that has one rule broken."""

from itertools import chain, zip_longest

import pytest

from tests.chaos import suite
from tests.chaos.variants import VARIANTS, Variant


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.__name__)
def test_the_suite_catches(variant: Variant, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = variant(monkeypatch)
    # A schedule of each family in turn: which one catches a variant first is not known.
    answers = chain.from_iterable(zip_longest(*(family(parts) for family in suite.FAMILIES)))
    # A variant that fails of itself would show nothing.
    assert any(answer and "unexpected" not in answer for answer in answers)
