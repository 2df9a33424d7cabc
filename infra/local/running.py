"""The stack that runs on this machine for this checkout, if one does."""

import json
import os
from dataclasses import dataclass

from infra.local.stack import FOLDER

STACK_FILE = FOLDER / "stack.json"


@dataclass(frozen=True)
class RunningStack:
    """Describe a running stack, as its supervisor wrote it down."""

    pid: int
    project: str
    page: str
    resources: int
    environment: dict[str, str]
    services: list[dict[str, str]]


def running_stack() -> RunningStack | None:
    """Return the running stack, or None where there is none; a file that a killed supervisor left is ignored."""
    try:
        found = RunningStack(**json.loads(STACK_FILE.read_text("utf-8")))
        os.kill(found.pid, 0)
    except (FileNotFoundError, ProcessLookupError):
        return None
    return found
