"""A bundle as it is deployed: its zip unpacked alone, and its own requirements in an environment that was empty."""

import os
import shutil
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

from infra.local.functions import serve
from infra.local.ports import free_port
from infra.local.services import Service
from infra.packaging.bundle import build, zipped
from infra.packaging.lock import BadBundle

UV = str(Path(sys.executable).with_name("uv"))


@dataclass(frozen=True)
class Installed:
    """Hold an unpacked bundle, the interpreter that has its requirements, and what that took."""

    function: str
    folder: Path
    python: Path
    bytecode: Path
    zip_bytes: int
    seconds: float
    packages: int
    mebibytes: float

    def runs(self, code: str) -> subprocess.CompletedProcess[str]:
        """Run code beside `main.py`."""
        return _run([str(self.python), "-X", f"pycache_prefix={self.bytecode}", "-c", code], self.folder)

    def unpinned(self) -> set[str]:
        """Return what was installed in a version that the bundle does not name."""
        installed = _run([UV, "pip", "freeze", "--python", str(self.python)], self.folder).stdout.splitlines()
        pins = (self.folder / "constraints.txt").read_text("utf-8").splitlines()
        return set(installed) - {pin.split(";")[0].strip() for pin in pins}

    def service(self, environment: dict[str, str]) -> Service:
        """Return the function as Cloud Functions starts one that has no trigger of its own."""
        own = environment | {"PYTHONPYCACHEPREFIX": str(self.bytecode)}
        return serve(self.function, self.folder, self.python, free_port(), own)


def interpreter(version: str) -> str | None:
    """Return a Python of a version, such as 3.12, that is on this machine; None where there is none."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    managed = _run([UV, "python", "find", "--no-python-downloads", "--managed-python", version], Path.cwd()).stdout
    pyenvs = map(str, pyenv.glob(f"{version}.*/bin/python"))
    found = (sys.executable, shutil.which(f"python{version}"), *pyenvs, managed.strip())
    for candidate in filter(None, found):
        said = subprocess.run([candidate, "--version"], capture_output=True, text=True, check=False).stdout
        if said.startswith(f"Python {version}."):
            return candidate
    return None


def install(function: str, python: str, folder: Path, environment: Path, without: str | None = None) -> Installed:
    """Build, zip and unpack a bundle, and install what it asks for, less one package where that is said.

    An environment that was there is replaced. At the same place, modules that were compiled once need not be again.
    """
    file = folder / f"{function}.zip"
    build(function, folder / "built")
    zipped(folder / "built", file)
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder / "bundle")
    _remove(without, folder / "bundle" / "requirements.txt")
    begun = time.monotonic()
    _succeed([UV, "venv", "--quiet", "--clear", "--python", python, str(environment)], folder)
    installed = environment / "bin" / "python"
    pip = [UV, "pip", "install", "--quiet", "--python", str(installed), "-r", "requirements.txt"]
    _succeed(pip, folder / "bundle")
    seconds = time.monotonic() - begun
    site = next(environment.glob("lib/python*/site-packages"))
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    packages = len(list(site.glob("*.dist-info")))
    bytecode = environment.with_name(f"{environment.name}-bytecode")
    measured = (file.stat().st_size, seconds, packages, size / 2**20)
    return Installed(function, folder / "bundle", installed, bytecode, *measured)


def _remove(package: str | None, requirements: Path) -> None:
    lines = requirements.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if package is None or not line.startswith(f"{package}==")]
    if package is not None and kept == lines:
        raise BadBundle(f"{package} is not in {requirements}")
    requirements.write_text("".join(kept), "utf-8")


def _succeed(command: list[str], folder: Path) -> None:
    ended = _run(command, folder)
    if ended.returncode:
        raise BadBundle(f"{' '.join(command)}\n{ended.stdout}{ended.stderr}")


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    # As on a machine of its own: nothing outside says where to look for modules.
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    return subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True, check=False, timeout=300)
