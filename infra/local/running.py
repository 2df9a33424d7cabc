"""The stack that runs on this machine for this checkout, if one does.

Who holds the lock runs it: `make up` until the supervisor is there, the supervisor until it ends, however it does.
Where nobody holds it there is no stack, whatever the files say that a killed supervisor left.
"""

import fcntl
import json
import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from infra.local.stack import FOLDER

STACK_FILE = FOLDER / "stack.json"
FAILURE_FILE = FOLDER / "failure.txt"
LOCK_FILE = FOLDER / "stack.lock"
"""Holds the process id of who has locked it."""


@dataclass(frozen=True)
class RunningStack:
    """Describe a running stack, as its supervisor wrote it down."""

    project: str
    page: str
    resources: int
    environment: dict[str, str]
    services: list[dict[str, str]]


def running_stack() -> RunningStack | None:
    """Return the stack that is up, or None where there is none, or one that does not say yet where it is."""
    try:
        return RunningStack(**json.loads(STACK_FILE.read_text("utf-8"))) if is_held() else None
    except (OSError, ValueError, TypeError):
        return None


def why_it_ended() -> str:
    """Return what the last stack said when it ended by itself, or nothing."""
    return FAILURE_FILE.read_text("utf-8") if FAILURE_FILE.is_file() else ""


def lock() -> IO[str] | None:
    """Lock the stack for who will run it, and remove what the last one left; return None where somebody holds it."""
    FOLDER.mkdir(exist_ok=True)
    file = LOCK_FILE.open("a")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    sign()
    for left in (STACK_FILE, FAILURE_FILE):
        left.unlink(missing_ok=True)
    return file


def sign() -> None:
    """Write down that this process is who holds the lock."""
    LOCK_FILE.write_text(str(os.getpid()), "utf-8")


def is_held() -> bool:
    """Tell whether somebody runs the stack, or starts it."""
    try:
        with LOCK_FILE.open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def holder() -> str:
    """Return the process id of who holds the lock, as it was written down last."""
    return LOCK_FILE.read_text("utf-8")


def send(number: signal.Signals) -> None:
    """Send a signal to who holds the lock."""
    with suppress(ProcessLookupError, ValueError):  # it has ended since, or is about to sign
        os.kill(int(holder()), number)
