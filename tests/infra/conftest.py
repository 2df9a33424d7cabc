"""Terraform, initialised once for all tests of the infrastructure."""

import subprocess
from pathlib import Path

import pytest

from tests.infra import offline
from tests.infra.deployment import Deployment
from tests.infra.offline import REPOSITORY, TERRAFORM, TOOL, Outcomes, Values, Workspace


@pytest.fixture(scope="session")
def initialised(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return a copy of the infrastructure in which `terraform init` has run."""
    if not TOOL.is_file():
        pytest.skip(f"{TOOL} is not there")
    # The tool's first run makes the provider that all others use.
    ended = subprocess.run([TOOL, REPOSITORY / TERRAFORM, "validate"], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    workspace = Workspace(REPOSITORY).copy_to(tmp_path_factory.mktemp("terraform"))
    begun = workspace.run("init", "-backend=false", "-input=false")
    assert begun.status == 0, begun.output
    return workspace


@pytest.fixture(scope="session")
def outcomes(initialised: Workspace) -> Outcomes:
    """Return what all Terraform tests did."""
    return offline.run_tests(initialised)


@pytest.fixture(scope="session")
def deployed(outcomes: Outcomes) -> list[Values]:
    """Return every resource that is deployed with a public API, as Terraform describes it."""
    return outcomes.deployed["tests/access.tftest.hcl"]


@pytest.fixture(scope="session")
def deployment(deployed: list[Values]) -> Deployment:
    """Return the same in the words of the topology."""
    return Deployment(deployed)


@pytest.fixture
def workspace(initialised: Workspace, tmp_path: Path) -> Workspace:
    """Return a copy in which a test may break something."""
    copied = initialised.copy_to(tmp_path / "broken")
    copied.share_provider(initialised)
    return copied
