import os
import subprocess
import sys
from pathlib import Path

import pytest

from shared.workspace import PREFIX, workspace


@pytest.fixture(autouse=True)
def temporary_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def test_each_attempt_has_a_folder_of_its_own_and_leaves_nothing(temporary_folder: Path) -> None:
    with workspace() as one, workspace() as other:
        assert one != other
        (one / "scene.mp4").write_bytes(b"video")
        assert list(other.iterdir()) == []
    assert list(temporary_folder.iterdir()) == []


def test_an_attempt_that_fails_leaves_nothing(temporary_folder: Path) -> None:
    def attempt() -> None:
        with workspace() as folder:
            (folder / "scene.mp4").write_bytes(b"video")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        attempt()
    assert list(temporary_folder.iterdir()) == []


def test_what_a_killed_process_left_is_removed_by_the_next_attempt(temporary_folder: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    orphan = temporary_folder / f"{PREFIX}{gone.pid}-abc"
    alive = temporary_folder / f"{PREFIX}{os.getppid()}-abc"
    orphan.mkdir()
    alive.mkdir()
    with workspace():
        assert not orphan.exists()
        assert alive.exists()
