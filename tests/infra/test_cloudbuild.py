"""The builds that check, plan and deploy: what they run is there and pinned, and what goes wrong is put right."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.infra.offline import REPOSITORY, TERRAFORM

CHECK, DEPLOY = "cloudbuild.yaml", "infra/cloudbuild/deploy.yaml"
BUILDS: dict[str, dict[str, Any]] = {
    file: yaml.safe_load((REPOSITORY / file).read_text("utf-8")) for file in (CHECK, DEPLOY)
}
STEPS = [(file, step) for file, build in BUILDS.items() for step in build["steps"]]
GIVEN = {"PROJECT_ID", "COMMIT_SHA"}
"""What Cloud Build substitutes of itself in a build that a push has started."""
TARGETS = set(re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text("utf-8"), re.MULTILINE))
SCRIPTS = REPOSITORY / "infra" / "cloudbuild"

each_build = pytest.mark.parametrize("file", BUILDS)
each_step = pytest.mark.parametrize(("file", "step"), STEPS, ids=[f"{file}-{step['id']}" for file, step in STEPS])


def used_in(value: object) -> set[str]:
    return set(re.findall(r"\$\{?(\w+)", yaml.safe_dump(value)))


@each_step
def test_a_step_runs_in_an_image_of_one_version(file: str, step: dict[str, Any]) -> None:
    assert re.search(r"(:\d+\.\d+\.\d+(-\w+)?|@sha256:[0-9a-f]{64})$", step["name"])


@each_step
def test_what_a_step_runs_is_there(file: str, step: dict[str, Any]) -> None:
    words = step["args"]
    if "make" in (step["entrypoint"], *words):
        assert next(word for word in words if word != "make" and word in TARGETS)
    if step["entrypoint"] == "bash" and words[0] != "-c":
        scripts = [word for word in words if "/" in word]
        assert scripts
        assert all(os.access(REPOSITORY / script, os.X_OK) for script in scripts)


@each_build
def test_every_substitution_is_declared_used_and_explained(file: str) -> None:
    build, text = BUILDS[file], (REPOSITORY / file).read_text("utf-8")
    used = used_in({name: build[name] for name in ("steps", "options", "substitutions")})
    declared = set(build["substitutions"])
    assert used - GIVEN <= declared
    assert declared == {"_ENVIRONMENT", "_REGION", "_STATE"}
    comments = " ".join(line for line in text.splitlines() if line.startswith("#"))
    assert all(name in comments for name in declared)


def test_nothing_is_planned_that_was_not_checked() -> None:
    order = [step["id"] for step in BUILDS[CHECK]["steps"]]
    checks = ["lint-and-types", "terraform-test", "audit", "test", "package"]
    assert sorted(checks, key=order.index) == checks
    assert order[order.index("package") + 1 :] == ["plan", "keep-the-plan"]
    assert not [step["id"] for step in BUILDS[CHECK]["steps"] if step.get("allowFailure")]


def test_the_plan_takes_no_lock_since_its_account_may_write_no_file_beside_the_state() -> None:
    [plan] = [step for step in BUILDS[CHECK]["steps"] if step["id"] == "plan"]
    assert "TF_CLI_ARGS_plan=-lock=false" in plan["env"]


def test_no_test_of_the_pages_is_left_out_for_want_of_a_browser() -> None:
    [test] = [step for step in BUILDS[CHECK]["steps"] if step["id"] == "test"]
    assert test["args"] == ["browser", "test"], "what one step installs, another has not"
    assert "CI=true" in test["env"], "which makes them fail without one"


def test_what_fails_once_something_changed_is_left_to_the_last_step() -> None:
    steps = BUILDS[DEPLOY]["steps"]
    assert [step["id"] for step in steps if step.get("allowFailure")] == ["apply", "smoke"]
    assert [step["id"] for step in steps][-3:] == ["apply", "smoke", "keep-or-roll-back"]


def test_the_deployment_fetches_the_plan_from_where_it_was_kept() -> None:
    [kept] = [step["args"][-1] for step in BUILDS[CHECK]["steps"] if step["id"] == "keep-the-plan"]
    [fetched] = [step["args"][-1] for step in BUILDS[DEPLOY]["steps"] if step["id"] == "fetch-the-plan"]
    assert f'"{kept}*"' in fetched


def test_code_is_checked_with_the_python_that_is_deployed_and_the_terraform_that_is_asked_for() -> None:
    images = {step["name"] for _, step in STEPS}
    [runtime] = re.findall(r'"python(\d)(\d+)"', (REPOSITORY / TERRAFORM / "functions.tf").read_text("utf-8"))
    [required] = re.findall(r'"~> ([\d.]+)"', (REPOSITORY / TERRAFORM / "versions.tf").read_text("utf-8"))[:1]
    assert {image.split("-")[0].rpartition(".")[0] for image in images if image.startswith("python:")} == {
        f"python:{'.'.join(runtime)}"
    }
    assert all(f":{required}." in image for image in images if image.startswith("hashicorp/"))


def test_the_triggers_of_terraform_start_these_builds_and_set_what_they_declare() -> None:
    text = (REPOSITORY / TERRAFORM / "delivery.tf").read_text("utf-8")
    assert set(re.findall(r'file +?= "(.*)"', text)) == set(BUILDS)
    set_by_triggers = set(re.findall(r"^ +(_[A-Z]+) +=", text, re.MULTILINE))
    assert all(set_by_triggers <= set(build["substitutions"]) for build in BUILDS.values())


# Who may deploy may say who has a role on each resource; Editor may not.
DECIDING = {
    "google_artifact_registry_repository_iam_member": "roles/artifactregistry.admin",
    "google_cloud_run_v2_service_iam_member": "roles/run.admin",
    "google_project_iam_audit_config": "roles/resourcemanager.projectIamAdmin",
    "google_project_iam_custom_role": "roles/iam.roleAdmin",
    "google_project_iam_member": "roles/resourcemanager.projectIamAdmin",
    "google_pubsub_subscription_iam_member": "roles/pubsub.admin",
    "google_pubsub_topic_iam_member": "roles/pubsub.admin",
    "google_service_account_iam_member": "roles/iam.serviceAccountAdmin",
    "google_storage_bucket_iam_member": "roles/storage.admin",
}
OF_THE_KEY = "google_kms_crypto_key_iam_member"
"""On a key that is not ours: who gives one lets the deploying account give it on, see docs/deployment.md."""


def test_the_deploying_account_may_give_every_role_that_terraform_gives() -> None:
    files = sorted((REPOSITORY / TERRAFORM).glob("*.tf"))
    kinds = {
        kind
        for file in files
        for kind in re.findall(r'^resource "(\w+_iam_\w+)"', file.read_text("utf-8"), re.MULTILINE)
    }
    assert kinds == set(DECIDING) | {OF_THE_KEY}
    text = (REPOSITORY / TERRAFORM / "delivery.tf").read_text("utf-8")
    given = set(re.findall(r'"(roles/[\w.]+)"', text.split("deploy = {")[1].split("]")[0]))
    assert set(DECIDING.values()) <= given


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return a workspace in which programs only say what they were asked for, and fail where FAILING names their word.

    Like the API, `make smoke` refuses a question to it, since no build has a key.
    """
    tools = tmp_path / "tools"
    tools.mkdir()
    fail = 'for failing in $FAILING; do [ "$1" = "$failing" ] && exit 2; done; exit 0\n'
    make = f'echo "make $*" >> asked; [ "$1" = smoke ] && [ -n "$URL" ] && exit 2; {fail}'
    curl = f'echo "curl ${{@: -1}}" >> asked; set -- page; {fail}'
    for name, code in {"make": make, "curl": curl, "terraform": 'echo -n "$API"\n'}.items():
        (tools / name).write_text(f"#!/usr/bin/env bash\n{code}", "utf-8")
        (tools / name).chmod(0o755)
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra" / "cloudbuild").symlink_to(SCRIPTS)
    return tmp_path


def deploy(workspace: Path, failing: str = "", api: str = "https://api") -> tuple[list[int], list[str]]:
    """Run the steps that change something as the build does; return how each ended, and what was asked for."""
    path = f"{workspace / 'tools'}:/usr/bin:/bin"
    environment = {"PATH": path, "PROJECT": "school", "COMMIT_SHA": "abcdef0123456789", "FAILING": failing, "API": api}
    statuses = []
    for step in BUILDS[DEPLOY]["steps"][-3:]:
        command = [step["entrypoint"], *step["args"]]
        ended = subprocess.run(command, cwd=workspace, env=environment, capture_output=True, check=False)
        statuses.append(ended.returncode)
        if ended.returncode and not step.get("allowFailure"):
            break
    return statuses, (workspace / "asked").read_text("utf-8").splitlines()


def test_what_is_verified_is_kept(workspace: Path) -> None:
    asked = ["make deploy", "curl https://api", "make smoke", "make keep COMMIT=abcdef012345"]
    assert deploy(workspace) == ([0, 0, 0], asked)


def test_an_api_that_not_everybody_may_call_is_not_asked_for_its_page(workspace: Path) -> None:
    assert deploy(workspace, api="") == ([0, 0, 0], ["make deploy", "make smoke", "make keep COMMIT=abcdef012345"])


def test_a_deployment_whose_page_fails_is_rolled_back_and_the_build_fails(workspace: Path) -> None:
    assert deploy(workspace, "page") == ([0, 2, 1], ["make deploy", "curl https://api", "make rollback COMMIT="])


def test_a_deployment_whose_lesson_fails_is_rolled_back_and_the_build_fails(workspace: Path) -> None:
    statuses, asked = deploy(workspace, "smoke")
    assert (statuses, asked[-2:]) == ([0, 2, 1], ["make smoke", "make rollback COMMIT="])


def test_a_deployment_that_stops_half_way_is_rolled_back_without_a_lesson(workspace: Path) -> None:
    assert deploy(workspace, "deploy") == ([2, 1, 1], ["make deploy", "make rollback COMMIT="])


def test_a_rollback_that_fails_fails_the_build_too(workspace: Path) -> None:
    statuses, _ = deploy(workspace, "smoke rollback")
    assert statuses == [0, 2, 1]
