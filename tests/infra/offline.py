"""Terraform without its registry: the tool that lies beside the checkout brings the schema of the provider."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parent.parent.parent
TOOL = REPOSITORY.parent / "shared" / "tools" / "offline-terraform" / "offline-terraform"
TERRAFORM = Path("infra", "terraform")
READS = (Path("infra", "pipeline.yaml"), Path("infra", "access.yaml"))
"""What Terraform reads outside of its folder."""

Values = dict[str, Any]


@dataclass(frozen=True)
class Ended:
    """Hold how a command ended."""

    status: int
    output: str


@dataclass(frozen=True)
class Workspace:
    """Be a copy of what Terraform reads, in which something may be broken."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / TERRAFORM

    def copy_to(self, root: Path) -> "Workspace":
        """Copy everything but what `terraform init` has made."""
        shutil.copytree(self.folder, root / TERRAFORM, ignore=shutil.ignore_patterns(".terraform"))
        for file in READS:
            shutil.copyfile(self.root / file, root / file)
        return Workspace(root)

    def share_provider(self, other: "Workspace") -> None:
        """Use what `terraform init` has made in another workspace."""
        (self.folder / ".terraform").symlink_to(other.folder / ".terraform")

    def replace(self, file: str, old: str, new: str) -> None:
        """Change a place that is there exactly once."""
        path = self.root / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), "utf-8")

    def run(self, *arguments: str) -> Ended:
        """Run Terraform as the tool does."""
        cache = Path(os.environ.get("OFFLINE_TERRAFORM_CACHE", Path.home() / ".cache" / "offline-terraform"))
        settings = {
            "TF_CLI_CONFIG_FILE": str(cache / "terraformrc"),
            "CHECKPOINT_DISABLE": "1",
            "TF_IN_AUTOMATION": "1",
        }
        ended = subprocess.run(
            ["terraform", f"-chdir={self.folder}", *arguments],
            env=dict(os.environ) | settings,
            capture_output=True,
            text=True,
            check=False,
            timeout=540,
        )
        return Ended(ended.returncode, ended.stdout + ended.stderr)


@dataclass(frozen=True)
class Outcomes:
    """Hold what `terraform test` did: how each run ended, and what the first of each file planned or deployed."""

    statuses: dict[str, str]
    planned: dict[str, list[Values]]
    deployed: dict[str, list[Values]]


def run_tests(workspace: Workspace, *arguments: str) -> Outcomes:
    """Run the Terraform tests."""
    statuses: dict[str, str] = {}
    planned: dict[str, list[Values]] = {}
    deployed: dict[str, list[Values]] = {}
    for line in workspace.run("test", "-json", "-verbose", *arguments).output.splitlines():
        said = json.loads(line)
        if said["type"] == "test_run" and "status" in said["test_run"]:
            run = said["test_run"]
            statuses[f"{run['path']} {run['run']}"] = run["status"]
        elif said["type"] == "test_plan":
            planned.setdefault(said["@testfile"], said["test_plan"]["resource_changes"])
        elif said["type"] == "test_state":
            deployed.setdefault(said["@testfile"], said["test_state"]["root_module"]["resources"])
    return Outcomes(statuses, planned, deployed)
