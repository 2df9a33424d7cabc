"""A suite is worth what it catches: it must fail for each contract that has one rule broken."""

from collections.abc import Callable
from inspect import isfunction
from itertools import chain, zip_longest

import pytest

from tests.chaos import suite, variants, variants_of_reuse
from tests.chaos.world import Parts

VARIANTS = [
    each
    for module in (variants, variants_of_reuse)
    for each in vars(module).values()
    if isfunction(each) and each.__module__ == module.__name__
]


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.__name__)
def test_the_suite_catches(
    variant: Callable[[pytest.MonkeyPatch], Parts | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = variant(monkeypatch)
    # A schedule of each family in turn: which one catches a variant first is not known.
    answers = chain.from_iterable(zip_longest(*(family(parts) for family in suite.FAMILIES)))
    # A variant that fails of itself would show nothing.
    assert any(answer and "unexpected" not in answer for answer in answers)
