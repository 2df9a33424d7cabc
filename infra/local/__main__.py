"""Start and stop the local stack: `python -m infra.local up`, `down`."""

import argparse
import signal
import subprocess
import sys
import time
from typing import IO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from infra.local import emulators, running
from infra.local.output import Output
from infra.local.ports import PAGE_PORT
from infra.local.running import RunningStack, running_stack
from infra.local.stack import FOLDER

SUPERVISOR = ("-m", "infra.local.supervisor")
START_SECONDS = 120.0
STOP_SECONDS = 20.0
LOOK_SECONDS = 0.05


class NotStarted(Exception):
    """Say why the stack did not start."""


def main() -> int:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m infra.local", description=__doc__)
    parser.add_argument("command", choices=["up", "down"])
    console = Output()
    try:
        return up(console) if parser.parse_args().command == "up" else down(console)
    except KeyboardInterrupt:
        console.print("Stopped.")
        return 130


def up(console: Console) -> int:
    """Start the stack in the background and say what runs where; one that somebody else starts is waited for."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # `down` stops a start as Ctrl-C does
    held = _lock(console)
    if held is None:
        return 0
    with held:
        try:
            _load(console)
            started = time.monotonic()
            found = _start(held, console)
        except (emulators.MissingEmulator, NotStarted) as error:
            console.print(Text.assemble(("The local stack did not start.", "red"), f" {error}"))
            return 1
    console.print(_table(found))
    console.print(f"Up in {time.monotonic() - started:.1f} s, with {found.resources} resources in the library.")
    if not found.page.endswith(f":{PAGE_PORT}"):
        console.print(f"Port {PAGE_PORT} is taken, so the page has another one.")
    console.print(f"The page is at [bold]{found.page}[/]  Logs are in .local/logs/  `make down` stops it.")
    return 0


def down(console: Console) -> int:
    """Stop the stack, or its start."""
    if not running.is_held():
        console.print("The stack is not up.")
        return 0
    holder = running.holder()
    running.send(signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while running.is_held() and running.holder() == holder:  # a start that has waited for this one is another stack
        if time.monotonic() > deadline:
            running.send(signal.SIGKILL)
        time.sleep(LOOK_SECONDS)
    console.print("The stack is down.")
    return 0


def _lock(console: Console) -> IO[str] | None:
    """Return the stack's lock once nobody else starts it; say so and return None where it is up."""
    held = running.lock()
    if held is None and running_stack() is None:
        console.print("The stack is starting already; `make down` stops it.")
    while held is None:
        if found := running_stack():
            console.print(f"The stack is up already. The page is at {found.page}")
            return None
        time.sleep(LOOK_SECONDS)
        held = running.lock()
    return held


def _load(console: Console) -> None:
    """Load the emulators that are not there, however long that takes; raise `MissingEmulator` where that fails."""
    for archive in (emulators.PUBSUB, emulators.FIRESTORE):
        if emulators.found(archive) is None:
            console.print(f"Loading {archive.file}, this time only")
            emulators.jar(archive)


def _start(held: IO[str], console: Console) -> RunningStack:
    """Start the supervisor, which holds the lock from then on, and wait for it; raise `NotStarted` with its reason."""
    (FOLDER / "logs").mkdir(parents=True, exist_ok=True)
    log_file = FOLDER / "logs" / "supervisor.log"
    with console.status("Starting the local stack"), log_file.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, *SUPERVISOR],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=FOLDER.parent,
            start_new_session=True,
            pass_fds=[held.fileno()],
        )
        try:
            return _wait(process)
        except BaseException:
            process.terminate()
            process.wait()
            raise


def _wait(process: "subprocess.Popen[bytes]") -> RunningStack:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None:
        if found := running_stack():
            return found
        if time.monotonic() > deadline:
            raise NotStarted(f"It took longer than {START_SECONDS:.0f} s: see .local/logs/")
        time.sleep(LOOK_SECONDS)
    was_stopped = process.returncode in (0, -signal.SIGTERM)
    raise NotStarted("It was stopped." if was_stopped else running.why_it_ended() or "See .local/logs/supervisor.log")


def _table(stack: RunningStack) -> Table:
    table = Table("Service", "What it does", "Address", box=None, pad_edge=False)
    for service in stack.services:
        table.add_row(service["name"], service["what"], service["address"])
    return table


if __name__ == "__main__":
    sys.exit(main())
