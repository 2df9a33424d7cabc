from pathlib import Path

import pytest

from infra.local import __main__ as local
from infra.local import emulators, running


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the stack's files lie in a folder of the test, and its emulators be there."""
    folder = tmp_path / "local"
    for module in (local, running):
        monkeypatch.setattr(module, "FOLDER", folder)
    for name, file in (("STACK_FILE", "stack.json"), ("FAILURE_FILE", "failure.txt"), ("LOCK_FILE", "stack.lock")):
        monkeypatch.setattr(running, name, folder / file)
    monkeypatch.setattr(emulators, "found", lambda archive: tmp_path)
    return folder
