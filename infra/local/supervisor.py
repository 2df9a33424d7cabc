"""The process behind `make up`: it holds the stack until it is told to stop, or a part of it ends."""

import json
import os
import signal
import sys
import threading
from dataclasses import asdict
from pathlib import Path

from pydantic import ValidationError

from infra.local.emulators import MissingEmulator
from infra.local.processes import ServiceFailed
from infra.local.running import FAILURE_FILE, STACK_FILE, RunningStack, sign
from infra.local.seed import NotIndexed, seed
from infra.local.stack import PROJECT, REGION, Stack, Variations, in_environment
from shared import topology
from shared.messages import explain
from shared.settings import Settings

LOOK_SECONDS = 1.0
CHOSEN_BY_HAND = ("REUSE",)
"""Settings that `make up` takes from its own environment."""


def main() -> None:
    """Start the stack, say where it is, and wait for SIGTERM."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: _interrupt(stopped))
    sign()
    try:
        with Stack(variations=Variations(environment=_chosen())) as stack:
            with in_environment(stack.environment):
                resources = seed(PROJECT, stack.environment["GCS_OER_CONTENT_BUCKET"])
            _write(STACK_FILE, json.dumps(asdict(_running(stack, resources)), indent=2))
            while not stopped.wait(LOOK_SECONDS):
                stack.ensure_alive(stack.services)
    except (MissingEmulator, ServiceFailed, NotIndexed) as error:
        _write(FAILURE_FILE, str(error))
        sys.exit(1)
    except Stopped:
        sys.exit(0)
    finally:
        STACK_FILE.unlink(missing_ok=True)


class Stopped(BaseException):
    """Leave the start of the stack because somebody asked to stop."""


def _chosen() -> dict[str, str]:
    """Return what whoever starts the stack chose; raise `ServiceFailed` where a setting does not have such a value."""
    chosen = {name: os.environ[name] for name in CHOSEN_BY_HAND if name in os.environ}
    declared = topology.load().environment_of(PROJECT, REGION)
    try:
        Settings.model_validate({name.lower(): value for name, value in (declared | chosen).items()})
    except ValidationError as error:
        raise ServiceFailed(f"A setting has a wrong value: {explain(error)}") from error
    return chosen


def _interrupt(stopped: threading.Event) -> None:
    if stopped.is_set():
        return
    stopped.set()
    if not STACK_FILE.exists():
        raise Stopped


def _running(stack: Stack, resources: int) -> RunningStack:
    services = [{"name": one.name, "what": one.what, "address": one.address} for one in stack.services]
    return RunningStack(PROJECT, stack.page, resources, stack.environment, services)


def _write(file: Path, text: str) -> None:
    """Write a file that appears with all of its content."""
    part = file.with_suffix(".part")
    part.write_text(text, "utf-8")
    part.replace(file)


if __name__ == "__main__":
    main()
