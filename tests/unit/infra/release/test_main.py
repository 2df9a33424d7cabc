"""Releases of a small repository, with a gate that does what the test says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[4]
CHANGELOG = "# Changelog\n\n## Unreleased\n\n- A picture.\n"


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Ada")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "ada@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    (tmp_path / "pyproject.toml").write_text('version = "0.1.0"\n', "utf-8")
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG, "utf-8")
    gate(tmp_path, "echo gate >> .git/gate")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "-m", "Begin")
    return tmp_path


def gate(folder: Path, does: str) -> None:
    file = folder / ".ci" / "run"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!/bin/sh\n{does}\n", "utf-8")
    file.chmod(0o755)


def release(folder: Path, version: str) -> subprocess.CompletedProcess[str]:
    """Release as `make release` does."""
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-m", "infra.release", version]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


def is_untouched(folder: Path) -> bool:
    return git(folder, "rev-list", "--count", "HEAD") == "1" and not git(folder, "tag") + git(folder, "diff", "HEAD")


def test_a_version_that_passed_the_gate_is_written_committed_and_tagged(repository: Path) -> None:
    ended = release(repository, "0.2.0")
    assert ended.returncode == 0, ended.stderr
    assert (repository / ".git" / "gate").read_text("utf-8") == "gate\n"
    assert git(repository, "describe", "--exact-match") == "v0.2.0"
    assert git(repository, "log", "-1", "--format=%s") == "Release 0.2.0"
    assert git(repository, "show", "--name-only", "--format=").split() == ["CHANGELOG.md", "pyproject.toml"]
    assert git(repository, "show", "HEAD:pyproject.toml") == 'version = "0.2.0"'
    assert "## Unreleased\n\n## [0.2.0] - 2" in git(repository, "show", "HEAD:CHANGELOG.md")
    assert not git(repository, "status", "--porcelain")
    assert "git push --follow-tags" in ended.stdout


def test_a_gate_that_fails_releases_nothing(repository: Path) -> None:
    gate(repository, "exit 3")
    git(repository, "commit", "--quiet", "--all", "--amend", "-m", "Begin")
    ended = release(repository, "0.2.0")
    assert (ended.returncode, ended.stderr) == (1, "Nothing is released: .ci/run failed\n")
    assert is_untouched(repository)


def test_uncommitted_work_is_not_released(repository: Path) -> None:
    (repository / "new.py").touch()
    ended = release(repository, "0.2.0")
    assert ended.returncode == 1
    assert "1 files are not committed, new.py among them" in ended.stderr
    assert not (repository / ".git" / "gate").exists()


def test_what_the_gate_leaves_behind_is_not_released(repository: Path) -> None:
    gate(repository, "touch left-behind")
    git(repository, "commit", "--quiet", "--all", "--amend", "-m", "Begin")
    ended = release(repository, "0.2.0")
    assert (ended.returncode, "left-behind" in ended.stderr) == (1, True)
    assert is_untouched(repository)


@pytest.mark.parametrize(
    ("version", "said"), [("0.1.0", "not above"), ("next", "three numbers"), ("", "three numbers")]
)
def test_a_wrong_version_is_refused_before_the_gate(version: str, said: str, repository: Path) -> None:
    ended = release(repository, version)
    assert (ended.returncode, said in ended.stderr) == (1, True)
    assert not (repository / ".git" / "gate").exists()
    assert is_untouched(repository)


def test_a_tag_that_is_there_is_not_moved(repository: Path) -> None:
    git(repository, "tag", "v0.2.0")
    ended = release(repository, "0.2.0")
    assert ended.returncode == 1
    assert "the tag v0.2.0 is there already" in ended.stderr
