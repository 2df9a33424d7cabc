"""docs/adding-a-stage.md, done word by word in a copy of the repository."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract.documents.parts import REPOSITORY, Fence, commands, fences

DOCUMENT = REPOSITORY / "docs" / "adding-a-stage.md"
FOLDERS = ("docs", "functions", "infra", "shared", "evaluation", "tests", "web")
FILES = ("Makefile", "README.md", "pyproject.toml", "requirements.txt", "requirements-dev.txt")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Return a copy of the repository, with the environment of this one."""
    ignore = shutil.ignore_patterns("__pycache__", ".terraform", "*.jpg", "*.png")
    for name in FOLDERS:
        shutil.copytree(REPOSITORY / name, tmp_path / name, ignore=ignore)
    for name in FILES:
        shutil.copyfile(REPOSITORY / name, tmp_path / name)
    for requirements in tmp_path.glob("requirements*.txt"):
        os.utime(requirements, (0, 0))  # older than the environment, so that nothing is installed
    (tmp_path / ".venv").symlink_to(sys.prefix)
    return tmp_path


def change(file: Path, difference: str) -> None:
    """Change the one place of a file that a difference shows: kept lines start with a space."""
    lines = difference.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] in " -")
    after = "".join(line[1:] for line in lines if line[0] in " +")
    text = file.read_text("utf-8")
    assert text.count(before) == 1, f"{file.name} has this {text.count(before)} times:\n{before}"
    file.write_text(text.replace(before, after), "utf-8")


def follow(fence: Fence, repository: Path) -> None:
    """Do what a block of the document says."""
    file = repository / fence.about
    match fence.language:
        case "diff":
            change(file, fence.text)
        case "sh":
            for command in commands(fence):
                environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
                ended = subprocess.run(
                    command, shell=True, cwd=repository, env=environment, capture_output=True, text=True, timeout=300
                )
                assert ended.returncode == 0, f"{command}\n{ended.stdout}{ended.stderr}"
        case _:
            assert not file.exists(), f"{fence.about} is there already"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(fence.text, "utf-8")


def follow_all(repository: Path, left_out: str = "") -> None:
    for fence in fences(DOCUMENT):
        if not left_out or fence.about != left_out:
            follow(fence, repository)


def test_whoever_follows_the_document_has_a_new_stage(copied: Path) -> None:
    follow_all(copied)
    assert 'write_script -- "script-written" --> list_vocabulary' in (copied / "README.md").read_text("utf-8")
    assert "functions/list_vocabulary/main.py" in (copied / "docs" / "architecture.md").read_text("utf-8")


@pytest.mark.parametrize("left_out", ["infra/pipeline.yaml", "infra/access.yaml", "shared/progress.py"])
def test_a_step_that_is_left_out_is_told(left_out: str, copied: Path) -> None:
    with pytest.raises(AssertionError, match="list_vocabulary"):
        follow_all(copied, left_out)
