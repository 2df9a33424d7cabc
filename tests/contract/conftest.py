"""Adapters over the emulators, and over the fakes that stand for them in other tests: both must do the same."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from shared.cloud import Cloud
from tests.fakes.cloud import InProcessCloud
from tests.stacks import connected


@pytest.fixture(params=["in process", pytest.param("emulators", marks=pytest.mark.integration)])
def cloud(request: pytest.FixtureRequest) -> Iterator[Cloud | InProcessCloud]:
    if request.param == "in process":
        yield InProcessCloud()
    else:
        with connected(request.getfixturevalue("running_stack")) as cloud:
            yield cloud


@pytest.fixture
def place() -> str:
    """Return the path of a document or an object that no other test uses."""
    return f"conformance/{uuid4().hex}"
