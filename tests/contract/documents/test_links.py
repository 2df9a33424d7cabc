"""What a document leads to or names is there, and no document is left out of these tests."""

import re
from pathlib import Path

import pytest

from tests.contract.documents.parts import DOCUMENTS, REPOSITORY, anchors, inline_code, links

FOLDERS = ("benchmarks", "evaluation", "functions", "infra", "shared", "tests", "web")
FILES = [file for folder in FOLDERS for file in (REPOSITORY / folder).rglob("*.*") if ".terraform" not in file.parts]
NAMES = {file.name for file in FILES}
PATH = re.compile(rf"({'|'.join(FOLDERS)}|docs|\.ci|\.github)/[^\s<…]*")
NAME = re.compile(r"\w+\.(py|tf)")
NOT_FOR_READERS = {"instructions.md", "LICENCE.md", "magnets.md"}
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
def test_every_file_that_is_named_is_there(document: Path) -> None:
    named = inline_code(document)
    assert not [path for path in named if PATH.fullmatch(path) and not list(REPOSITORY.glob(path.rstrip("/")))]
    assert not [file for file in named if NAME.fullmatch(file) and file not in NAMES]


def test_no_document_is_left_out() -> None:
    assert {file.name for file in FILES if file.suffix == ".md"} == NOT_FOR_READERS
