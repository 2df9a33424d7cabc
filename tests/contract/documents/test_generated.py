"""What is generated in the documents is what would be generated now."""

import pytest

from infra.documents import __main__ as documents
from tests.contract.documents.parts import REPOSITORY

WRITTEN = documents.written(REPOSITORY)


@pytest.mark.parametrize("name", WRITTEN)
def test_a_document_says_what_the_topology_and_the_records_say(name: str) -> None:
    assert (REPOSITORY / name).read_text("utf-8") == WRITTEN[name], f"{name} is out of date: make docs"


def test_the_readme_fits_on_two_screens() -> None:
    assert len((REPOSITORY / "README.md").read_text("utf-8").splitlines()) <= 105
