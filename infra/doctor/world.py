"""What the checks see of a machine: programs, files, ports, the network. A test hands in one with something broken."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from infra.local.ports import answers

SECONDS = 60


@dataclass(frozen=True)
class Ended:
    """Hold how a program ended; status 127 is one that could not be started, 124 one that took too long."""

    status: int
    output: str
    errors: str = ""


class World:
    """Be this machine. Nothing here raises for what is missing."""

    repository = Path(__file__).parent.parent.parent

    def python(self) -> tuple[int, ...]:
        """Return the version of the Python that runs this."""
        return tuple(sys.version_info[:3])

    def has_module(self, name: str) -> bool:
        """Tell whether a module can be imported."""
        try:
            return importlib.util.find_spec(name) is not None
        except (ImportError, ValueError):
            return False

    def which(self, program: str) -> str | None:
        """Return where a program is, or None."""
        return shutil.which(program)

    def run(self, *command: str) -> Ended:
        """Run a program to its end."""
        try:
            ended = subprocess.run(  # noqa: S603 - the commands are those of the checks
                command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=SECONDS
            )
        except subprocess.TimeoutExpired:
            return Ended(124, "", f"{command[0]} took longer than {SECONDS} s")
        except OSError as error:
            return Ended(127, "", str(error))
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    def variable(self, name: str) -> str:
        """Return a variable of the environment, or nothing."""
        return os.environ.get(name, "")

    def modified(self, file: Path) -> float | None:
        """Return when a file was last changed, or None where it is not there."""
        try:
            return file.stat().st_mtime
        except OSError:
            return None

    def free_bytes(self, folder: Path) -> int:
        """Return how much room is left where a folder is."""
        return shutil.disk_usage(folder).free

    def memory_bytes(self) -> int:
        """Return how much memory the machine has."""
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")

    def is_free(self, port: int) -> bool:
        """Tell whether a port of this machine can be listened on."""
        return not answers(port)

    def is_reachable(self, address: str) -> bool:
        """Tell whether something can be downloaded, without doing so."""
        request = urllib.request.Request(address, method="HEAD")  # noqa: S310 - the addresses are those of the checks
        try:
            with urllib.request.urlopen(request, timeout=10):  # noqa: S310 - as above
                return True
        except (OSError, ValueError):
            return False
