import json

import pytest

from infra.doctor.__main__ import examine_project
from infra.doctor.project import Project, first_apis, needed_apis, needed_roles
from infra.doctor.verdict import State, Verdict
from infra.doctor.world import Ended
from shared import topology
from tests.unit.infra.doctor.worlds import REPOSITORY, PretendWorld, project_world

APIS = needed_apis(REPOSITORY) | first_apis(REPOSITORY)
FUNCTIONS = {name.replace("_", "-") for name in topology.load().functions}

BROKEN: dict[str, tuple[str, object, State, str]] = {
    "Project": (
        "projects describe",
        {"lifecycleState": "DELETE_REQUESTED", "projectNumber": "1"},
        State.LACKING,
        "DELETE_REQUESTED",
    ),
    "Billing": ("billing projects describe", {}, State.LACKING, "no billing account"),
    "APIs": ("services list", [{"config": {"name": "storage.googleapis.com"}}], State.LACKING, "pubsub"),
    "Roles": (
        "projects get-iam-policy",
        {"bindings": [{"role": "roles/editor", "members": ["user:ada@school.org"]}]},
        State.OPTIONAL,
        "roles/run.admin",
    ),
    "CPU quota": (
        "beta quotas info describe",
        {"dimensionsInfos": [{"details": {"value": "20000"}}]},
        State.LACKING,
        "20 vCPU in us-central1; render_scene may take 200",
    ),
    "Functions": ("functions list", [], State.OPTIONAL, "none is deployed"),
}


def world() -> PretendWorld:
    return project_world(APIS, FUNCTIONS)


def verdicts(found: PretendWorld) -> dict[str, Verdict]:
    return {one.name: one for one in examine_project(Project("school", "us-central1", found))}


def test_a_project_that_has_everything_lacks_nothing() -> None:
    assert [one for one in verdicts(world()).values() if one.state is not State.GOOD] == []


@pytest.mark.parametrize("name", BROKEN)
def test_what_a_project_lacks_is_named_with_what_to_do(name: str) -> None:
    command, answer, state, detail = BROKEN[name]
    broken = world()
    broken.says[f"gcloud {command}"] = Ended(0, json.dumps(answer))
    verdict = verdicts(broken)[name]
    assert verdict.state is state
    assert detail in verdict.detail
    assert verdict.remedy


def test_after_bootstrap_nothing_is_missing_though_no_policy_names_an_account_of_a_service() -> None:
    prepared = world()
    owner = {"role": "roles/owner", "members": ["user:ada@school.org"]}
    prepared.says["gcloud projects get-iam-policy"] = Ended(0, json.dumps({"bindings": [owner]}))
    assert [one for one in verdicts(prepared).values() if one.state is State.LACKING] == []


def test_services_that_terraform_enables_are_no_fault_before_it_has_run() -> None:
    verdict = verdicts(project_world(first_apis(REPOSITORY), FUNCTIONS))["APIs"]
    assert verdict.state is State.OPTIONAL
    assert "texttospeech" in verdict.detail


def test_a_function_that_is_missing_or_does_not_serve_is_named() -> None:
    broken = world()
    listed = [
        {"name": name, "state": "FAILED" if name == "write-script" else "ACTIVE"}
        for name in FUNCTIONS - {"render-scene"}
    ]
    broken.says["gcloud functions list"] = Ended(0, json.dumps(listed))
    assert verdicts(broken)["Functions"].detail == "render-scene is missing, write-script is FAILED"


def test_without_gcloud_or_anybody_signed_in_nothing_else_is_asked() -> None:
    without = world()
    without.programs = {}
    assert list(verdicts(without)) == ["gcloud"]
    nobody = world()
    nobody.says["gcloud auth list"] = Ended(0, "[]")
    assert [one.remedy for one in verdicts(nobody).values()] == ["", "gcloud auth login"]


def test_what_gcloud_says_against_it_is_told_in_its_words() -> None:
    refused = world()
    refused.says["gcloud billing projects describe"] = Ended(1, "", "WARNING: old\nERROR: permission denied\n")
    assert verdicts(refused)["Billing"] == Verdict("Billing", State.UNKNOWN, "ERROR: permission denied")


def test_a_state_bucket_that_is_not_there_is_made_by_bootstrap() -> None:
    without = world()
    without.says["gcloud storage buckets describe"] = Ended(1, "", "ERROR: not found: 404.")
    assert verdicts(without)["State bucket"].remedy == "make bootstrap PROJECT=school"


def test_credentials_are_looked_for_where_they_are_said_to_be() -> None:
    elsewhere = world()
    elsewhere.variables = {"GOOGLE_APPLICATION_CREDENTIALS": "/keys/own.json"}
    assert verdicts(elsewhere)["Credentials"].detail == "/keys/own.json is not there"


def test_what_is_needed_is_read_from_terraform_and_from_bootstrap() -> None:
    assert {"pubsub", "texttospeech", "run"} <= needed_apis(REPOSITORY)
    own_accounts = {"artifactregistry", "firestore", "pubsub"}
    assert first_apis(REPOSITORY) == own_accounts | {"cloudresourcemanager", "iam", "serviceusage", "storage"}


def test_the_roles_asked_for_are_those_that_a_deploying_build_is_given() -> None:
    asked = needed_roles(REPOSITORY)
    assert {"roles/editor", "roles/resourcemanager.projectIamAdmin", "roles/run.admin"} <= asked
    assert "roles/browser" not in asked, "that is what planning needs"
