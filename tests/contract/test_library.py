"""The starter library against the ingester and the licence that the lessons show."""

from pathlib import Path

import pytest

from functions.ingest_resource.core import read_resource

LIBRARY = Path(__file__).parent.parent.parent / "library"
RESOURCES = sorted(LIBRARY.rglob("*.md"))
SUBJECTS = {"mathematics", "physics", "chemistry", "life science", "earth and space", "computing", "social studies"}
PARTS = {"objectives", "wonder", "key_idea", "words", "steps", "example", "comparison", "misconception", "closer_look"}


def test_the_library_has_the_sixteen_topics_that_the_readme_promises() -> None:
    assert len(RESOURCES) >= 16


@pytest.mark.parametrize("file", RESOURCES, ids=lambda path: path.stem)
def test_a_resource_can_be_ingested_and_has_every_part_of_a_lesson(file: Path) -> None:
    path = file.relative_to(LIBRARY).as_posix()
    source, passages = read_resource(path, f"gs://oer/{path}", file.read_bytes())
    assert source.licence == "CC BY 4.0"
    assert source.author == "Vividly contributors"
    assert source.subject in SUBJECTS
    assert source.grade_band in {"K-2", "3-5", "6-8", "9-12"}
    assert path.split("/")[0] == source.subject.replace(" ", "-")
    kinds = {passage.kind for passage in passages}
    assert PARTS | {"check", "summary"} <= kinds
    assert "explanation" not in kinds
