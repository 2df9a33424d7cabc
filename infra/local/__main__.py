"""Start and stop the local stack: `python -m infra.local up`, `down`."""

import argparse
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

from rich.console import Console
from rich.table import Table

from infra.local.ports import PAGE_PORT
from infra.local.running import RunningStack, running_stack
from infra.local.stack import FOLDER
from infra.local.supervisor import FAILURE_FILE

START_SECONDS = 120.0
STOP_SECONDS = 20.0


def main() -> int:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["up", "down"])
    console = Console(highlight=False)
    return up(console) if parser.parse_args().command == "up" else down(console)


def up(console: Console) -> int:
    """Start the stack in the background and say what runs where."""
    if running := running_stack():
        console.print(f"The stack is up already. The page is at {running.page}")
        return 0
    started = time.monotonic()
    with console.status("Starting the local stack"):
        process = _start()
        try:
            found = _wait(process)
        except KeyboardInterrupt:
            process.terminate()
            process.wait()
            raise
    if found is None:
        reason = FAILURE_FILE.read_text("utf-8") if FAILURE_FILE.is_file() else "see .local/logs/supervisor.log"
        console.print(f"[red]The local stack did not start.[/] {reason}")
        return 1
    console.print(_table(found))
    console.print(f"Up in {time.monotonic() - started:.1f} s, with {found.resources} resources in the library.")
    if not found.page.endswith(f":{PAGE_PORT}"):
        console.print(f"Port {PAGE_PORT} is taken, so the page has another one.")
    console.print(f"The page is at [bold]{found.page}[/]  Logs are in .local/logs/  `make down` stops it.")
    return 0


def down(console: Console) -> int:
    """Stop the stack."""
    running = running_stack()
    if running is None:
        console.print("The stack is not up.")
        return 0
    with suppress(ProcessLookupError):
        os.kill(running.pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while running_stack() and time.monotonic() < deadline:
        time.sleep(0.05)
    if running_stack():
        os.kill(running.pid, signal.SIGKILL)
    console.print("The stack is down.")
    return 0


def _start() -> "subprocess.Popen[bytes]":
    (FOLDER / "logs").mkdir(parents=True, exist_ok=True)
    with (FOLDER / "logs" / "supervisor.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "infra.local.supervisor"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=FOLDER.parent,
            start_new_session=True,
        )


def _wait(process: "subprocess.Popen[bytes]") -> RunningStack | None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        if found := running_stack():
            return found
        time.sleep(0.05)
    process.terminate()
    return None


def _table(stack: RunningStack) -> Table:
    table = Table("Service", "What it does", "Address", box=None, pad_edge=False)
    for service in stack.services:
        table.add_row(service["name"], service["what"], service["address"])
    return table


if __name__ == "__main__":
    sys.exit(main())
