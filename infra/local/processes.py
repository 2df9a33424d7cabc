"""Starting and stopping the processes of a stack, so that none is ever left behind."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Self

from infra.local.guardian import is_alive, stop_groups
from infra.local.ports import answers
from infra.local.services import REPOSITORY, Service, base_environment

START_SECONDS = 60.0
LAST_LINES = 15


class ServiceFailed(Exception):
    """Say which service did not start, with the end of its log."""


class Processes:
    """Hold running services; leaving the context stops them, and the guardian does when this process is killed."""

    def __init__(self, logs: Path) -> None:
        """Write one log a service into a folder."""
        self._logs = logs
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        """Start the guardian."""
        self._logs.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "infra.local.guardian"]
        self._guardian = subprocess.Popen(
            command, stdin=subprocess.PIPE, cwd=REPOSITORY, env=base_environment(), start_new_session=True
        )
        return self

    def __exit__(self, *_: object) -> None:
        """Stop everything, the guardian last."""
        children = {process.pid: process for process in self._running.values()}

        def still_runs(group: int) -> bool:
            children[group].poll()  # a child that has ended is there until its parent asks how
            return is_alive(group)

        stop_groups(list(children), still_runs)
        for process in self._running.values():
            process.wait()
        self._running.clear()
        if self._guardian.stdin:
            self._guardian.stdin.close()
        self._guardian.wait()

    def start(self, service: Service) -> None:
        """Start a service in a process group of its own, and have it guarded."""
        with (self._logs / f"{service.name}.log").open("wb") as log:
            process = subprocess.Popen(
                service.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=service.folder,
                env=base_environment() | service.environment,
                start_new_session=True,
            )
        self._running[service.name] = process
        if self._guardian.stdin:
            self._guardian.stdin.write(f"{process.pid}\n".encode())
            self._guardian.stdin.flush()

    def wait_until_ready(self, services: list[Service]) -> None:
        """Wait until services answer; raise `ServiceFailed` for the first that ends or takes too long."""
        deadline = time.monotonic() + START_SECONDS
        waiting = list(services)
        while waiting:
            waiting = [service for service in waiting if service.port and not answers(service.port)]
            self.ensure_alive(services)
            for service in waiting:
                if time.monotonic() > deadline:
                    raise ServiceFailed(
                        f"{service.what} did not answer within {START_SECONDS:.0f} s.{self._end_of_log(service)}"
                    )
            if waiting:
                time.sleep(0.05)

    def ensure_alive(self, services: list[Service]) -> None:
        """Raise `ServiceFailed` for the first service that has ended."""
        for service in services:
            status = self._running[service.name].poll()
            if status is not None:
                raise ServiceFailed(f"{service.what} ended with status {status}.{self._end_of_log(service)}")

    @property
    def pids(self) -> dict[str, int]:
        """Return the process id of every service."""
        return {name: process.pid for name, process in self._running.items()}

    def ended(self) -> list[str]:
        """Return the services that have ended by themselves."""
        return [name for name, process in self._running.items() if process.poll() is not None]

    def _end_of_log(self, service: Service) -> str:
        log = self._logs / f"{service.name}.log"
        lines = log.read_text("utf-8", errors="replace").splitlines()[-LAST_LINES:]
        return "\n".join(["", f"The end of {log}:", *lines])
