"""Releases in Cloud Storage, with the real client."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from google.cloud.storage import Client

from infra.local.stack import PROJECT, Stack
from infra.rollback import __main__ as command
from infra.rollback import shelf
from shared.clients import Clients
from shared.settings import Settings

pytestmark = pytest.mark.integration


@pytest.fixture
def client(stack: Stack) -> Client:
    return Clients(Settings()).storage


@pytest.fixture
def state_bucket(client: Client) -> Iterator[None]:
    bucket = client.create_bucket(shelf.bucket_of(PROJECT))
    yield
    bucket.delete(force=True)


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["deployment", *words, "--project", PROJECT, "--environment", "dev"])
    return command.main()


@pytest.mark.usefixtures("state_bucket")
def test_what_is_kept_is_fetched_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = tmp_path / "repository"
    (repository / "dist").mkdir(parents=True)
    (repository / "dist" / "extract_topic.zip").write_bytes(b"a bundle")
    (repository / "infra" / "terraform").mkdir(parents=True)
    for name in ("pipeline.yaml", "access.yaml"):
        (repository / "infra" / name).touch()
    monkeypatch.setattr(command, "REPOSITORY", repository)
    assert run(monkeypatch, "keep", "--commit", "abc123") == 0
    assert run(monkeypatch, "fetch", "--into", str(tmp_path / "deployment")) == 0
    assert (tmp_path / "deployment" / "dist" / "extract_topic.zip").read_bytes() == b"a bundle"


@pytest.mark.usefixtures("state_bucket")
def test_a_commit_that_was_not_kept_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "fetch", "--commit", "abc123", "--into", str(tmp_path)) == 1
    assert "has no deployment of the commit abc123. It has: none." in capsys.readouterr().err


@pytest.mark.usefixtures("stack")
def test_a_project_without_a_state_bucket_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "fetch", "--into", str(tmp_path)) == 1
    assert f"gs://{PROJECT}-vividly-state does not answer" in capsys.readouterr().err
