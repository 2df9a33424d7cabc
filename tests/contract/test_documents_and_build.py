"""What the documents and the build name is there."""

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent.parent
DOCUMENTS = [*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text("utf-8"))
    assert not [link for link in links if not (document.parent / link).exists()]


def test_the_gate_runs_lint_and_tests_and_fails_with_them() -> None:
    gate = (REPOSITORY / ".ci" / "run").read_text("utf-8")
    assert "set -euo pipefail" in gate
    assert {"make lint", "make test"} <= set(gate.splitlines())
