from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from infra.operate import erase, redrive
from infra.operate.target import Place
from tests.fakes.cloud import InProcessCloud
from tests.unit.examples import MESSAGE, request


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> InProcessCloud:
    """Return a cloud with one request, to which commands connect."""
    made = InProcessCloud()
    made.requests.accept(request(), "api", MESSAGE)

    @contextmanager
    def connected(where: Place) -> Iterator[InProcessCloud]:
        yield made

    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "school")
    for module in (erase, redrive):
        monkeypatch.setattr(module, "connected", connected)
    return made
