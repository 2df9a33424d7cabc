"""Where a command works: the stack on this machine, or a project of Google Cloud."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from infra.local.running import running_stack, why_it_ended
from infra.local.stack import REGION, in_environment
from infra.operate.failure import Failure
from shared import topology
from shared.cloud import Cloud, connect
from shared.errors import Unavailable

TARGETS = ("local", "gcp")


@dataclass(frozen=True)
class Place:
    """Hold what a command needs to know of where it works."""

    project: str
    environment: dict[str, str]
    """Vividly's settings, and where the emulators are."""
    page: str | None
    """The address of the page and the API, where it is known."""
    suffix: str = ""
    """What a command of `make` needs at its end to work there too."""

    @property
    def api(self) -> str:
        """Return the address of the API; raise `Failure` where nobody said it."""
        if self.page is None:
            raise Failure("Where is the API? Set URL to the address of submit_request: make smoke TARGET=gcp URL=…")
        return self.page.rstrip("/")


def place(target: str) -> Place:
    """Find a target; raise `Failure` with what to do where it is not there."""
    return _running() if target == "local" else _project()


@contextmanager
def connected(where: Place) -> Iterator[Cloud]:
    """Connect to the cloud of a place; raise `Failure` where it does not answer, or lacks what must be there."""
    from google.api_core.exceptions import GoogleAPIError
    from google.auth.exceptions import GoogleAuthError

    try:
        with in_environment(where.environment):
            yield connect("submit_request")
    except GoogleAuthError as error:
        raise Failure(f"Nobody is signed in to {where.project}: gcloud auth application-default login") from error
    except (GoogleAPIError, Unavailable) as error:
        raise Failure(f"{where.project} does not answer: {error}") from error


def _running() -> Place:
    stack = running_stack()
    if stack is None:
        why = why_it_ended()
        why = why and f"\nThe last one ended: {why}"
        raise Failure(f"No local stack is running. Start it with make up{why}")
    return Place(project=stack.project, environment=stack.environment, page=stack.page)


def _project() -> Place:
    project = os.environ.get("GOOGLE_CLOUD_PROJECT") or _configured_project()
    if not project:
        raise Failure("Which project? Set GOOGLE_CLOUD_PROJECT, or run: gcloud config set project …")
    region = os.environ.get("GOOGLE_CLOUD_REGION", REGION)
    environment = topology.load().environment_of(project, region) | {"TRACES": ""}
    page = os.environ.get("URL") or None
    return Place(project=project, environment=environment, page=page, suffix=f" TARGET=gcp PROJECT={project}")


def _configured_project() -> str:
    gcloud = shutil.which("gcloud")
    if gcloud is None:
        return ""
    command = [gcloud, "config", "get-value", "project", "--quiet"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - nothing in it was typed
    found = ended.stdout.strip()
    return "" if found == "(unset)" else found
