"""The commands of a deployment: they ask before they act, and deploy the bundles that were just built."""

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from shared import topology
from tests.contract.documents.parts import commands, fences
from tests.infra import offline
from tests.infra.offline import REPOSITORY, TERRAFORM, Workspace

DEPLOYMENT = """
mock_provider "google" {}

variables {
  project     = "school-lessons"
  environment = "dev"
}

run "bundles" {
  command = plan
}
"""


def make(*arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("PROJECT", "CONFIRM")} | given
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("target", ["bootstrap", "plan", "keep", "rollback", "destroy"])
def test_a_command_without_a_project_asks_for_it(target: str) -> None:
    ended = make(target)
    assert ended.returncode == 2
    assert ended.stdout == "Which project? PROJECT=…\n"


def test_nothing_is_removed_by_a_slip() -> None:
    ended = make("destroy", "PROJECT=school-lessons", "CONFIRM=school-lesson")
    assert ended.returncode == 2
    assert ended.stdout.startswith("This removes Vividly from school-lessons.")


def test_the_written_first_deployment_has_a_library_and_a_key_before_it_asks_for_a_lesson() -> None:
    written = commands(fences(REPOSITORY / "docs" / "deployment.md")[0])
    order = [" ".join(re.sub(r"[A-Z_]+=\S+", "", command).split()[:3]) for command in written]
    deploy = order.index("make deploy")
    assert order[deploy:] == ["make deploy", "gcloud storage cp", "make api-key", "make smoke", "make keep"]


def test_bootstrap_makes_every_account_of_a_service_that_terraform_gives_a_role_and_its_bucket_last() -> None:
    recipe = make("-n", "bootstrap", "PROJECT=school-lessons").stdout
    enable, create, bucket = map(recipe.index, ("gcloud services enable", "for service in", "gcloud storage buckets"))
    assert enable < create < bucket, "the doctor takes the bucket for a sign that all before it went well"
    declared = "".join(file.read_text("utf-8") for file in (REPOSITORY / TERRAFORM).glob("*.tf"))
    needed = set(re.findall(r"gcp-sa-(\w+)", declared))
    assert needed == set(re.findall(r"for service in ([a-z ]+);", recipe)[0].split())
    assert all(f" {name}.googleapis.com" in recipe[enable:create] for name in needed)
    assert "identity create --service=$service.googleapis.com" in recipe[create:bucket]
    assert "|| exit 1" in recipe[create:bucket]


DEPLOYED = """#!/usr/bin/env bash
case "$2 $3" in
  "state list") printf '%s\\n' 'google_pubsub_topic.topic["a"]' google_storage_bucket.bucket[\\"{oer,temporary}\\"] ;;
  "state show") echo "    force_destroy               = $([[ $5 == *oer* ]] && echo false || echo true)" ;;
esac
echo "${*:2}" >> "$ASKED"
"""


def test_protected_buckets_leave_the_state_before_all_else_is_removed(tmp_path: Path) -> None:
    (tmp_path / "terraform").write_text(DEPLOYED, "utf-8")
    (tmp_path / "terraform").chmod(0o755)
    given = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "ASKED": str(tmp_path / "asked")}
    words = ["-o", ".venv/ready", "-o", "package", "destroy", "PROJECT=school-lessons", "CONFIRM=school-lessons"]
    ended = make(*words, **given)
    asked = (tmp_path / "asked").read_text("utf-8").splitlines()
    assert ended.returncode == 0, ended.stderr
    assert [line for line in asked if line.startswith("state rm")] == ['state rm google_storage_bucket.bucket["oer"]']
    assert asked[-1].startswith("destroy ")
    assert 'google_storage_bucket.bucket["oer"] is protected, and stays' in ended.stdout


def test_a_plan_is_made_of_bundles_that_are_built_first() -> None:
    steps = make("-n", "plan", "PROJECT=school-lessons", "ENVIRONMENT=prod").stdout.splitlines()
    [package] = [index for index, step in enumerate(steps) if "infra.packaging --output dist" in step]
    [plan] = [index for index, step in enumerate(steps) if f"-chdir={TERRAFORM} plan" in step]
    assert package < plan


def test_what_was_kept_is_deployed_from_its_own_files_and_to_the_place_that_is_named() -> None:
    steps = make("-n", "rollback", "PROJECT=school-lessons", "ENVIRONMENT=prod", "COMMIT=abc").stdout.splitlines()
    [fetch] = [step for step in steps if "infra.rollback fetch" in step]
    assert fetch.endswith("--into .local/kept")
    terraform = [step for step in steps if step.startswith("terraform")]
    assert all(step.startswith("terraform -chdir=.local/kept/infra/terraform ") for step in terraform)
    assert [step.split()[2] for step in terraform] == ["init", "apply"]
    assert not [step for step in steps if "infra.packaging" in step]


@pytest.mark.parametrize("command", ["publish", "status", "events", "trace", "redrive", "smoke", "load"])
def test_a_command_for_the_cloud_works_on_the_project_that_is_named(command: str) -> None:
    [step] = [step for step in make("-n", command, "TARGET=gcp").stdout.splitlines() if "infra.operate" in step]
    assert f"-m infra.operate {command} " in step
    assert '--target "$TARGET" --project "$PROJECT"' in step


def test_the_doctor_needs_no_environment(tmp_path: Path) -> None:
    shutil.copyfile(REPOSITORY / "Makefile", tmp_path / "Makefile")
    # Under `make test`, a make of its own would say first where it is.
    command = ["make", "--no-print-directory", "-n", "doctor", "PYTHON=python3.12"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ended.stdout.startswith("python3.12 -m infra.doctor ")


def test_a_bundle_is_deployed_under_the_hash_of_what_was_built(workspace: Workspace) -> None:
    dist = workspace.root / "dist"
    dist.mkdir()
    for name in topology.load().functions:
        (dist / f"{name}.zip").write_bytes(f"the code of {name}".encode())
    (workspace.folder / "tests" / "terraform.tfvars").unlink()  # which names another bundle
    (workspace.folder / "tests" / "bundles.tftest.hcl").write_text(DEPLOYMENT, "utf-8")
    outcomes = offline.run_tests(workspace, "-filter=tests/bundles.tftest.hcl")
    [planned] = outcomes.planned.values()
    objects = {one["index"]: one["change"]["after"]["name"] for one in planned if one["name"] == "bundle"}
    assert objects == {
        name: f"{name}-{hashlib.sha256(f'the code of {name}'.encode()).hexdigest()}.zip"
        for name in topology.load().functions
    }
