"""Checkov finds nothing in the plan that is not explained, one by one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.infra.offline import REPOSITORY, TERRAFORM, Outcomes, Values

Finding = tuple[str, str]
"""A check, and the resource that fails it."""
OPENED = 'google_storage_bucket.bucket["opened"]'


def plan_file(planned: list[Values]) -> Values:
    """Return what `terraform show -json` would say of a plan, as far as checkov reads it."""
    names = ("address", "mode", "type", "name", "provider_name", "index")
    resources = [one for one in planned if one["mode"] == "managed"]
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.0",
        "planned_values": {
            "root_module": {
                "resources": [
                    {name: one[name] for name in names if name in one} | {"values": one["change"]["after"]}
                    for one in resources
                ]
            }
        },
        "resource_changes": resources,
        "configuration": {"root_module": {"resources": []}},
    }


def findings(planned: list[Values], folder: Path) -> set[Finding]:
    """Run checkov in an environment of its own: its hundred packages must not meet ours."""
    file = folder / "plan.json"
    file.write_text(json.dumps(plan_file(planned)), "utf-8")
    uv = [str(Path(sys.executable).with_name("uv")), "tool", "run", "--quiet", "--python", sys.executable]
    pinned = ["--from", "checkov", "--with-requirements", str(REPOSITORY / "requirements-checkov.txt")]
    options = ["--file", str(file), "--framework", "terraform_plan", "--skip-download", "--output", "json"]
    command = [*uv, *pinned, "checkov", *options]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=540, cwd=folder)
    assert ended.stdout.startswith("{"), f"checkov did not run: {ended.stderr[-2000:]}"
    report = json.loads(ended.stdout)
    assert report["summary"]["resource_count"] == len(plan_file(planned)["resource_changes"])
    return {(found["check_id"], found["resource"]) for found in report["results"]["failed_checks"]}


@pytest.fixture(scope="module")
def found(outcomes: Outcomes, tmp_path_factory: pytest.TempPathFactory) -> set[Finding]:
    """Return what is found in the plan, and in a bucket beside it that can be made public."""
    planned = outcomes.planned["tests/functions.tftest.hcl"]
    bucket = next(one for one in planned if one["address"] == 'google_storage_bucket.bucket["generated"]')
    after = bucket["change"]["after"] | {"public_access_prevention": "inherited", "uniform_bucket_level_access": False}
    opened = bucket | {"address": OPENED, "index": "opened", "change": bucket["change"] | {"after": after}}
    return findings([*planned, opened], tmp_path_factory.mktemp("checkov"))


@pytest.fixture(scope="module")
def explained() -> set[Finding]:
    reasons = yaml.safe_load((REPOSITORY / TERRAFORM / "checkov.yaml").read_text("utf-8"))
    assert all(len(reason["because"]) > 20 for reason in reasons)
    return {(reason["check"], resource) for reason in reasons for resource in reason["resources"]}


def is_about(reason: Finding, finding: Finding) -> bool:
    """Tell whether a reason is for a finding; one for a whole block is for all that it makes."""
    return reason[0] == finding[0] and reason[1] in (finding[1], finding[1].split("[")[0])


def test_every_finding_is_explained(found: set[Finding], explained: set[Finding]) -> None:
    of_the_plan = sorted(one for one in found if one[1] != OPENED)
    assert [one for one in of_the_plan if not any(is_about(reason, one) for reason in explained)] == []


def test_every_explanation_is_needed(found: set[Finding], explained: set[Finding]) -> None:
    assert [reason for reason in sorted(explained) if not any(is_about(reason, one) for one in found)] == []


def test_a_bucket_that_can_be_made_public_is_found(found: set[Finding]) -> None:
    assert {("CKV_GCP_114", OPENED), ("CKV_GCP_29", OPENED)} <= found
