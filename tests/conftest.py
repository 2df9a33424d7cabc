"""What every test stands on: a clean environment, and the inputs that lie beside the checkout, if they do."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from infra.local.seed import seed
from infra.local.stack import PROJECT, Stack, Variations, in_environment
from shared import topology
from shared.cloud import Cloud
from tests.fakes.issuer import Issuer, KeyServer, serving
from tests.stacks import MOST_A_DAY, School, connected

REPOSITORY = Path(__file__).parent.parent
INPUTS = REPOSITORY.parent / "shared"

# How long an example takes depends on what else the machine does.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("patient")


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
def cloud(running_stack: Stack, clean_environment: None) -> Iterator[Cloud]:
    """Return the adapters, connected to the running stack."""
    with connected(running_stack) as cloud:
        yield cloud


@pytest.fixture
def stack(running_stack: Stack, cloud: Cloud) -> Stack:
    """Return the running stack; clients made in the test find it through the environment."""
    return running_stack


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """Run the API alone, asking who calls: what is asked for stays where it is until a test moves it."""
    declared, issuer = topology.load(), Issuer(project=PROJECT)
    with serving(KeyServer(issuer.certificates)) as keys:
        local = declared.local_environment | {
            "IDENTITY": "tokens",
            "IDENTITY_KEYS_URL": keys.url,
            "MAXIMUM_REQUESTS_A_DAY_A_STUDENT": str(MOST_A_DAY),
        }
        changed = Variations(topology=declared.model_copy(update={"local_environment": local}))
        folder = tmp_path_factory.mktemp("school")
        with Stack(["submit_request"], folder, page_port=None, variations=changed) as stack:
            yield School(stack, issuer)
