"""What every test stands on: a clean environment, and the inputs that lie beside the checkout, if they do."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.seed import seed
from infra.local.stack import PROJECT, Stack, Variations, in_environment
from shared import cloud as cloud_module

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


@pytest.fixture(scope="session")
def running_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Run the whole local stack, with the starter library indexed, for all tests that need it.

    Nothing is reused there: tests ask the same questions, and each looks at work of its own.
    """
    fresh = Variations(environment={"REUSE": "off"})
    with Stack(folder=tmp_path_factory.mktemp("stack"), page_port=None, variations=fresh) as stack:
        with in_environment(stack.environment):
            seed(PROJECT, stack.environment["GCS_OER_CONTENT_BUCKET"])
        yield stack


@pytest.fixture
def stack(running_stack: Stack, clean_environment: None) -> Iterator[Stack]:
    """Return the running stack; clients made in the test find it through the environment."""
    with in_environment(running_stack.environment):
        cloud_module._process.cache_clear()
        yield running_stack
    cloud_module._process.cache_clear()


@pytest.fixture
def cloud(stack: Stack) -> cloud_module.Cloud:
    """Return the adapters, connected to the running stack."""
    return cloud_module.connect("extract_topic")
