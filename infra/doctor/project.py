"""Whether a project of Google Cloud can take Vividly, and how what is deployed there stands.

What there should be is read from the topology and from Terraform; what there is, is asked of gcloud.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.doctor.verdict import Verdict, good, lacking, optional, unknown
from infra.doctor.world import World

CREDENTIALS = "application_default_credentials.json"
OWNER = "roles/owner"


@dataclass(frozen=True)
class Project:
    """Ask gcloud about one project."""

    name: str
    region: str
    world: World

    def ask(self, *words: str) -> Any:
        """Return what a gcloud command answers; raise `NoAnswer` with its own words where it fails."""
        ended = self.world.run("gcloud", *words, "--format=json", "--quiet")
        if ended.status:
            raise NoAnswer((ended.errors.strip().splitlines() or [f"gcloud ended with status {ended.status}"])[-1])
        try:
            return json.loads(ended.output)
        except ValueError as error:
            raise NoAnswer("gcloud gave no JSON") from error


class NoAnswer(Exception):
    """Hold what gcloud said instead of an answer."""


def cli(project: Project) -> Verdict:
    """Check the Google Cloud CLI, which all else is asked with."""
    program = project.world.which("gcloud")
    if program:
        return good("gcloud", program)
    return lacking("gcloud", "not installed", "https://cloud.google.com/sdk/docs/install")


def account(project: Project) -> Verdict:
    """Check that somebody is signed in."""
    active = _active(project)
    return good("Account", active) if active else lacking("Account", "nobody is signed in", "gcloud auth login")


def credentials(project: Project) -> Verdict:
    """Check what Terraform and our commands sign in with."""
    world = project.world
    folder = world.variable("CLOUDSDK_CONFIG") or str(Path.home() / ".config" / "gcloud")
    file = Path(world.variable("GOOGLE_APPLICATION_CREDENTIALS") or f"{folder}/{CREDENTIALS}")
    if world.modified(file) is not None:
        return good("Credentials", str(file))
    return lacking("Credentials", f"{file} is not there", "gcloud auth application-default login")


def state(project: Project) -> Verdict:
    """Check that the project is there."""
    found = project.ask("projects", "describe", project.name)
    if found["lifecycleState"] == "ACTIVE":
        return good("Project", f"{project.name}, number {found['projectNumber']}")
    return lacking(
        "Project", f"{project.name} is {found['lifecycleState']}", f"gcloud projects undelete {project.name}"
    )


def billing(project: Project) -> Verdict:
    """Check that somebody pays."""
    if project.ask("billing", "projects", "describe", project.name).get("billingEnabled"):
        return good("Billing", "enabled")
    remedy = f"gcloud billing projects link {project.name} --billing-account=…"
    return lacking("Billing", "no billing account", remedy)


def apis(project: Project) -> Verdict:
    """Check the services that Vividly uses."""
    listed = project.ask("services", "list", "--enabled", f"--project={project.name}")
    enabled = {one["config"]["name"].split(".")[0] for one in listed}
    first, all_of_them = first_apis(project.world.repository), needed_apis(project.world.repository)
    if missing := sorted(first - enabled):
        return lacking("APIs", f"not enabled: {', '.join(missing)}", f"make bootstrap PROJECT={project.name}")
    if missing := sorted(all_of_them - enabled):
        return optional(
            "APIs", f"not enabled yet: {', '.join(missing)}", "make plan, make deploy: Terraform enables them"
        )
    return good("APIs", f"all {len(all_of_them)} enabled")


def needed_apis(repository: Path) -> set[str]:
    """Return what Terraform enables."""
    text = (repository / "infra" / "terraform" / "apis.tf").read_text("utf-8")
    return set(re.findall(r'"([a-z]+)"', text.split("concat([")[1].split("]")[0]))


def first_apis(repository: Path) -> set[str]:
    """Return what `make bootstrap` enables, since Terraform itself needs it."""
    recipe = (repository / "Makefile").read_text("utf-8").split("\nbootstrap:")[1].split("\n\n")[0]
    return set(re.findall(r"\s([a-z]+)\.googleapis\.com", recipe.split("gcloud beta")[0]))


def state_bucket(project: Project) -> Verdict:
    """Check the bucket of Terraform's state. `make bootstrap` makes it last, after the services' own accounts.

    Nobody can be asked for those: no policy names one before Terraform gives it a role.
    """
    name = f"gs://{project.name}-vividly-state"
    try:
        project.ask("storage", "buckets", "describe", name)
    except NoAnswer as error:
        return lacking("State bucket", f"{name}: {error}", f"make bootstrap PROJECT={project.name}")
    return good("State bucket", name)


def roles(project: Project) -> Verdict:
    """Check that who is signed in may deploy."""
    active = _active(project)
    held = {
        binding["role"]
        for binding in _policy(project)
        if any(member.partition(":")[2] == active for member in binding["members"])
    }
    needed = needed_roles(project.world.repository)
    if OWNER in held or held >= needed:
        return good("Roles", f"{active} may deploy")
    missing = ", ".join(sorted(needed - held))
    return optional("Roles", f"{active} lacks {missing}", "Unless a group or a folder gives them: ask an owner")


def needed_roles(repository: Path) -> set[str]:
    """Return what deploying needs where one is not Owner, as Terraform gives it: Editor may not give roles."""
    text = (repository / "infra" / "terraform" / "delivery.tf").read_text("utf-8")
    return set(re.findall(r'"(roles/[\w.]+)"', text.split("deploy = {")[1].split("]")[0]))


def cpu_quota(project: Project) -> Verdict:
    """Check that all instances that the topology allows may run at once."""
    words = ("beta", "quotas", "info", "describe", "CpuAllocPerProjectRegion", "--service=run.googleapis.com")
    found = project.ask(*words, f"--project={project.name}")
    limits = {
        one.get("dimensions", {}).get("region", ""): int(one["details"]["value"]) for one in found["dimensionsInfos"]
    }
    milli = limits.get(project.region, limits.get(""))
    if milli is None:
        return unknown("CPU quota", f"none is told for {project.region}", "See Quotas in the console: Cloud Run, CPU")
    name, needed = largest()
    if milli >= needed * 1000:
        return good("CPU quota", f"{milli // 1000} vCPU in {project.region}")
    detail = f"{milli // 1000} vCPU in {project.region}; {name} may take {needed}"
    return lacking(
        "CPU quota", detail, "Ask for more in the console (Quotas), or lower maximum_instances in pipeline.yaml"
    )


def largest() -> tuple[str, int]:
    """Return the function that may take most processors, and how many."""
    from shared import topology

    functions = topology.load().functions
    name = max(functions, key=lambda name: functions[name].cpu * functions[name].maximum_instances)
    return name, functions[name].cpu * functions[name].maximum_instances


def functions(project: Project) -> Verdict:
    """Check that every function of the topology is deployed and serves."""
    from shared import topology

    listed = project.ask("functions", "list", "--v2", f"--project={project.name}", f"--regions={project.region}")
    found = {one["name"].rpartition("/")[2]: one.get("state", "UNKNOWN") for one in listed}
    wanted = {name.replace("_", "-") for name in topology.load().functions}
    if not wanted & set(found):
        return optional("Functions", "none is deployed", f"make plan PROJECT={project.name}, make deploy")
    wrong = [f"{name} is {found.get(name, 'missing')}" for name in sorted(wanted) if found.get(name) != "ACTIVE"]
    if wrong:
        return lacking("Functions", ", ".join(wrong), f"make plan PROJECT={project.name} shows what differs")
    return good("Functions", f"all {len(wanted)} active")


def _active(project: Project) -> str:
    listed = project.ask("auth", "list", "--filter=status:ACTIVE")
    return str(listed[0]["account"]) if listed else ""


def _policy(project: Project) -> list[dict[str, Any]]:
    bindings: list[dict[str, Any]] = project.ask("projects", "get-iam-policy", project.name).get("bindings", [])
    return bindings


CHECKS: tuple[Callable[[Project], Verdict], ...] = (
    cli,
    account,
    credentials,
    state,
    billing,
    apis,
    state_bucket,
    roles,
    cpu_quota,
    functions,
)
