from pathlib import Path

import pytest

from infra.documents.blocks import BadDocument
from infra.documents.decisions import index

PARTS = "\n\n## Context\n\nOne.\n\n## Decision\n\nTwo.\n\n## Consequences\n\nThree.\n"


def test_records_are_listed_by_number_with_their_titles(tmp_path: Path) -> None:
    for name, title in (("README", "Decisions"), ("0002-later", "A later one"), ("0001-first", "The first")):
        (tmp_path / f"{name}.md").write_text(f"# {title}{PARTS}", "utf-8")
    assert index(tmp_path) == "1. [The first](0001-first.md)\n2. [A later one](0002-later.md)"


@pytest.mark.parametrize("name", ["0002-gap.md", "1-short.md", "0001-Upper.md", "first.md"])
def test_a_record_out_of_sequence_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(f"# A title{PARTS}", "utf-8")
    with pytest.raises(BadDocument, match=r"record 1 is named 0001-a-few-words\.md"):
        index(tmp_path)


def test_two_records_with_one_number_are_refused(tmp_path: Path) -> None:
    for name in ("0001-one.md", "0001-other.md"):
        (tmp_path / name).write_text(f"# A title{PARTS}", "utf-8")
    with pytest.raises(BadDocument, match=r"0001-other\.md: record 2 is named"):
        index(tmp_path)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ("# A title\n\n## Decision\n\nTwo.\n", "lacks ## Context, ## Consequences"),
        (PARTS, "the first line is the title"),
    ],
)
def test_a_record_that_is_not_whole_is_refused_with_what_it_lacks(record: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "0001-one.md").write_text(record, "utf-8")
    with pytest.raises(BadDocument, match=reason):
        index(tmp_path)
