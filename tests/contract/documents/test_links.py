"""What a document leads to or names is there, and no document is left out of these tests."""

import re
from pathlib import Path

import pytest

from tests.contract.documents.parts import DOCUMENTS, REPOSITORY, anchors, inline_code, links

OF_THE_REPOSITORY = re.compile(r"(benchmarks|docs|evaluation|functions|infra|shared|tests|web|\.ci|\.github)/[^\s<…]*")
NOT_FOR_READERS = ("instructions.md", "LICENCE.md", "magnets.md")
"""What a model is told, the licence of fonts, a resource of a test."""


def name(document: Path) -> str:
    return str(document.relative_to(REPOSITORY))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_leads_somewhere(document: Path) -> None:
    for link in links(document):
        if not link.startswith("https://"):
            path, _, anchor = link.partition("#")
            target = (document.parent / path).resolve() if path else document
            assert target.exists(), link
            assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_path_that_is_named_is_there(document: Path) -> None:
    named = [code for code in inline_code(document) if OF_THE_REPOSITORY.fullmatch(code)]
    assert not [path for path in named if not list(REPOSITORY.glob(path.rstrip("/")))]


def test_no_document_is_left_out() -> None:
    folders = ("benchmarks", "evaluation", "functions", "infra", "shared", "tests", "web")
    found = {file for folder in folders for file in (REPOSITORY / folder).rglob("*.md")}
    assert {file.name for file in found if ".terraform" not in file.parts} == set(NOT_FOR_READERS)
