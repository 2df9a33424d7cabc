"""What every test stands on: a clean environment, and the inputs that lie beside the checkout, if they do."""

import json
import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
INPUTS = REPOSITORY.parent / "shared"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.endswith("_EMULATOR_HOST") or name.startswith(("GCS_", "GOOGLE_", "GEMINI_", "CLOUDSDK_")):
            monkeypatch.delenv(name)


@pytest.fixture
def messages() -> dict[str, dict[str, object]]:
    """Return the messages that must always work, by file name."""
    folder = INPUTS / "messages"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    return {file.stem: json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.json"))}
