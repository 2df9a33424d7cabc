"""What every test of the offline writer needs."""

from pathlib import Path

import pytest

from tests.unit.infra.local.offline_writer.library_passages import passages_of


@pytest.fixture(scope="session")
def magnets() -> list[dict[str, object]]:
    """Return the passages of a small resource that has every kind of section but a cycle."""
    return passages_of(Path(__file__).parent / "resources" / "magnets.md")
