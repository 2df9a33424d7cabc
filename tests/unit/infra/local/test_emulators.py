import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile

import pytest

from infra.local import emulators
from infra.local.emulators import DOWNLOADS_VARIABLE, Archive, MissingEmulator, jar
from tests.fakes.downloads import Quiet, serving

SDK_PATH = "platform/some-emulator/some-*.jar"


@pytest.fixture
def no_sdk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emulators, "_sdks", lambda: iter([]))


@pytest.fixture
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Serve a folder in place of Google's downloads."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    with serving(folder) as address:
        monkeypatch.setenv(DOWNLOADS_VARIABLE, address)
        yield folder


@pytest.fixture
def served(downloads: Path) -> Archive:
    """Give what is known of a jar that can be downloaded."""
    (downloads / "some.jar").write_bytes(b"a program" * 50_000)
    return archive_of(downloads / "some.jar")


def archive_of(file: Path, in_archive: str | None = None) -> Archive:
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return Archive(file=file.name, sha256=digest, in_sdk=SDK_PATH, in_archive=in_archive)


def test_an_installed_sdk_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = tmp_path / "platform" / "some-emulator" / "some-1.jar"
    found.parent.mkdir(parents=True)
    found.touch()
    monkeypatch.setenv("CLOUDSDK_ROOT_DIR", str(tmp_path))
    assert jar(Archive("x.jar", "", SDK_PATH, None), tmp_path / "cache") == found


@pytest.mark.usefixtures("no_sdk")
def test_without_an_sdk_the_archive_is_downloaded_once(served: Archive, downloads: Path, tmp_path: Path) -> None:
    found = jar(served, tmp_path / "cache")
    assert found.read_bytes() == (downloads / "some.jar").read_bytes()
    (downloads / "some.jar").unlink()
    assert jar(served, tmp_path / "cache") == found


@pytest.mark.usefixtures("no_sdk")
def test_a_zipped_emulator_is_unpacked(downloads: Path, tmp_path: Path) -> None:
    with ZipFile(downloads / "some.zip", "w") as zipped:
        zipped.writestr("some-emulator/lib/some-1-all.jar", b"a program")
    found = jar(archive_of(downloads / "some.zip", "**/some-*-all.jar"), tmp_path / "cache")
    assert found.read_bytes() == b"a program"


@pytest.mark.usefixtures("no_sdk")
def test_an_archive_with_another_checksum_is_not_used(served: Archive, downloads: Path, tmp_path: Path) -> None:
    (downloads / "some.jar").write_bytes(b"another program")
    with pytest.raises(MissingEmulator, match="SHA-256"):
        jar(served, tmp_path / "cache")
    assert not list((tmp_path / "cache").iterdir())


@pytest.mark.usefixtures("no_sdk", "downloads")
def test_where_nothing_can_be_had_one_sentence_says_what_to_install_and_what_went_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DOWNLOADS_VARIABLE, "http://127.0.0.1:1")  # nobody listens there
    with pytest.raises(MissingEmulator) as missing:
        jar(Archive("some.jar", "", SDK_PATH, None), tmp_path / "cache")
    assert str(missing.value).splitlines() == [str(missing.value)]
    assert "install the Google Cloud SDK" in str(missing.value)
    assert "let this machine reach http://127.0.0.1:1/some.jar (" in str(missing.value)
    assert "refused" in str(missing.value)


class BreaksOff(Quiet):
    """Promise a whole file and send half of it, as a connection does that is cut."""

    def copyfile(self, source: BinaryIO, target: BinaryIO) -> None:
        whole = source.read()
        target.write(whole[: len(whole) // 2])


@pytest.mark.usefixtures("no_sdk")
def test_a_download_that_breaks_off_leaves_nothing_and_begins_anew_the_next_time(
    served: Archive, downloads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken, serving(downloads, BreaksOff) as address:
        broken.setenv(DOWNLOADS_VARIABLE, address)
        with pytest.raises(MissingEmulator):
            jar(served, tmp_path / "cache")
    assert not list((tmp_path / "cache").iterdir())
    assert jar(served, tmp_path / "cache").read_bytes() == (downloads / "some.jar").read_bytes()


@pytest.mark.usefixtures("no_sdk")
def test_what_a_killed_download_left_is_removed_and_one_that_runs_goes_on(served: Archive, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    killed = subprocess.Popen([sys.executable, "-c", ""])
    killed.wait()
    for process in (killed.pid, os.getppid()):
        (tmp_path / "cache" / f"some.jar.{process}.part").write_bytes(b"a pro")
    assert jar(served, tmp_path / "cache").read_bytes() == b"a program" * 50_000
    assert {file.name for file in (tmp_path / "cache").iterdir()} == {"some.jar", f"some.jar.{os.getppid()}.part"}


@pytest.mark.usefixtures("no_sdk")
def test_an_archive_that_lacks_the_emulator_is_named(downloads: Path, tmp_path: Path) -> None:
    with ZipFile(downloads / "some.zip", "w") as zipped:
        zipped.writestr("README", b"nothing")
    with pytest.raises(MissingEmulator, match=r"some\.zip holds no some-\*-all\.jar"):
        jar(archive_of(downloads / "some.zip", "**/some-*-all.jar"), tmp_path / "cache")


def test_a_java_is_found() -> None:
    assert emulators._version(emulators.java()) >= emulators.OLDEST_JAVA
