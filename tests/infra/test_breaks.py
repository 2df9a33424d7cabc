"""Deliberate breaks, one of each kind: Terraform or its tests must say what is wrong."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from shared import topology
from shared.settings import Settings
from tests.infra.offline import REPOSITORY, Ended, Workspace

PIPELINE, FOLDER = "infra/pipeline.yaml", "infra/terraform"


@dataclass(frozen=True)
class Break:
    """Say what is changed where, who must notice, and what is said then."""

    file: str
    old: str
    new: str
    says: str
    notices: str | None = None
    """A file of Terraform tests; None where `terraform validate` is enough."""


BREAKS = {
    "a wrong argument": Break(
        f"{FOLDER}/topics.tf",
        "  name         = each.key\n",
        "  name         = each.key\n  retention    = 1\n",
        'An argument named "retention" is not expected here',
    ),
    "a missing argument": Break(
        f"{FOLDER}/registry.tf", '  format        = "DOCKER"\n', "", 'The argument "format" is required'
    ),
    "a variable that nobody declares": Break(
        f"{FOLDER}/schedules.tf", "var.region", "var.place", 'An input variable with the name "place" has not been'
    ),
    "a resource that is not there": Break(
        f"{FOLDER}/budget.tf",
        "data.google_project.this",
        "data.google_project.that",
        "Reference to undeclared resource",
    ),
    "a timeout past the acknowledgement deadline": Break(
        PIPELINE,
        "    cpu: 2\n    timeout_seconds: 240\n    concurrency: 1\n    maximum_instances: 100\n",
        "    cpu: 2\n    timeout_seconds: 301\n    concurrency: 1\n    maximum_instances: 100\n",
        "timeout must be shorter than the acknowledgement deadline",
        "functions",
    ),
    "an acknowledgement deadline that Pub/Sub does not know": Break(
        PIPELINE,
        "    acknowledgement_deadline_seconds: 180\n",
        "    acknowledgement_deadline_seconds: 601\n",
        "Pub/Sub waits 600 s for an acknowledgement at most",
        "functions",
    ),
    "functions without the names of their buckets": Break(
        f"{FOLDER}/locals.tf",
        "local.topology.environment, { for bucket in local.buckets : bucket.variable => bucket.name }",
        "local.topology.environment, {}",
        "A function lacks a variable of the topology",
        "functions",
    ),
    "memory that is not the topology's": Break(
        f"{FOLDER}/functions.tf",
        '"${each.value.memory_mib}Mi"',
        '"512Mi"',
        "render_scene does not get the memory of the topology",
        "functions",
    ),
    "a public bucket": Break(
        f"{FOLDER}/buckets.tf",
        'public_access_prevention    = "enforced"',
        'public_access_prevention    = "inherited"',
        "A bucket must not be made public",
        "data",
    ),
    "a database that can be deleted": Break(
        f"{FOLDER}/firestore.tf",
        'var.protect_data ? "DELETE_PROTECTION_ENABLED" : ',
        'false ? "DELETE_PROTECTION_ENABLED" : ',
        "The database is protected",
        "data",
    ),
    "a role that is too wide": Break(
        f"{FOLDER}/service_accounts.tf",
        'reads   = "roles/storage.objectViewer"',
        'reads   = "roles/storage.admin"',
        "A function's roles are not those that access.yaml lists",
        "access",
    ),
    "a role on the whole project": Break(
        f"{FOLDER}/service_accounts.tf",
        '"aiplatform.endpoints.predict"]',
        '"aiplatform.endpoints.predict", "aiplatform.endpoints.delete"]',
        "A role of our own allows more than its name says",
        "access",
    ),
    "a function that everybody may call": Break(
        f"{FOLDER}/functions.tf",
        "member   = google_service_account.delivery[each.key].member",
        'member   = "allUsers"',
        "Only the account of its own subscription may call a function that hears a topic",
        "access",
    ),
    "a dead-letter topic that nobody listens to": Break(
        PIPELINE,
        "  parked: {topic: parked, retention_seconds: 2678400}",
        "  parked: {topic: scenes-rendered, retention_seconds: 2678400}",
        "Every dead-letter topic has a subscription",
        "delivery",
    ),
    "a notification of other objects": Break(
        f"{FOLDER}/buckets.tf",
        "object_name_prefix = each.value.prefix",
        'object_name_prefix = "scenes/"',
        "A bucket tells the topic of the topology",
        "delivery",
    ),
    "a deployment that nobody approves": Break(
        f"{FOLDER}/delivery.tf",
        "approved = true",
        "approved = false",
        "A deployment waits for an approval",
        "delivery_builds",
    ),
    "a plan that may read what students wrote": Break(
        f"{FOLDER}/delivery.tf",
        '"roles/artifactregistry.reader", "roles/browser"',
        '"roles/viewer", "roles/browser"',
        "What runs before the approval may look at what is set up",
        "delivery_builds",
    ),
    "an alert on a metric that nobody makes": Break(
        f"{FOLDER}/alerts.yaml", "${logs}_stuck{", "${logs}_lost{", "A query names a log-based metric", "observability"
    ),
}


@pytest.mark.parametrize("name", [name for name, broken in BREAKS.items() if broken.notices is None])
def test_what_is_no_terraform_is_refused(workspace: Workspace, name: str) -> None:
    broken = BREAKS[name]
    workspace.replace(broken.file, broken.old, broken.new)
    assert broken.says in said(workspace.run("validate", "-no-color"))


@pytest.mark.parametrize("file", sorted({broken.notices for broken in BREAKS.values() if broken.notices}))
def test_every_break_of_a_rule_is_noticed(workspace: Workspace, file: str) -> None:
    breaks = {name: broken for name, broken in BREAKS.items() if broken.notices == file}
    for broken in breaks.values():
        workspace.replace(broken.file, broken.old, broken.new)
    # All rules of a file are looked at, so that all of its breaks can be there at once: each has its own sentence.
    heard = said(workspace.run("test", f"-filter=tests/{file}.tftest.hcl", "-no-color"))
    assert [name for name, broken in breaks.items() if broken.says not in heard] == [], heard


def test_a_renamed_variable_of_a_bucket_is_noticed() -> None:
    text = (REPOSITORY / PIPELINE).read_text("utf-8").replace("GCS_TEMP_FILES_BUCKET", "GCS_TEMPORARY_BUCKET")
    given = set(topology.parse(yaml.safe_load(text)).environment_of("p", "r"))
    assert given ^ {name.upper() for name in Settings.model_fields} == {"GCS_TEMP_FILES_BUCKET", "GCS_TEMPORARY_BUCKET"}


def test_a_missing_import_in_one_function_is_noticed(tmp_path: Path) -> None:
    main = (REPOSITORY / "functions" / "write_script" / "main.py").read_text("utf-8")
    removed = "from shared.models.script import Script\n"
    assert removed in main
    (tmp_path / "main.py").write_text(main.replace(removed, ""), "utf-8")
    ruff = [sys.executable, "-m", "ruff", "check", "--no-cache", "--config", str(REPOSITORY / "pyproject.toml")]
    ended = subprocess.run([*ruff, str(tmp_path)], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "F821 Undefined name `Script`" in ended.stdout


def said(ended: Ended) -> str:
    """Return what a failed command said: Terraform breaks long sentences into lines, and draws a frame beside them."""
    assert ended.status == 1, ended.output
    return " ".join(ended.output.replace("│", " ").replace("╷", " ").split())
