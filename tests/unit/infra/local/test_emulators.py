import hashlib
import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest

from infra.local import emulators
from infra.local.emulators import DOWNLOADS_VARIABLE, Archive, MissingEmulator, jar

SDK_PATH = "platform/some-emulator/some-*.jar"


@pytest.fixture
def no_sdk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emulators, "_sdks", lambda: iter([]))


@pytest.fixture
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Serve a folder in place of Google's downloads."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    handler.func.log_message = lambda *_: None  # type: ignore[attr-defined]
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        monkeypatch.setenv(DOWNLOADS_VARIABLE, f"http://127.0.0.1:{server.server_address[1]}")
        yield folder
        server.shutdown()


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
def test_without_an_sdk_the_archive_is_downloaded_once(downloads: Path, tmp_path: Path) -> None:
    (downloads / "some.jar").write_bytes(b"a program")
    archive = archive_of(downloads / "some.jar")
    found = jar(archive, tmp_path / "cache")
    assert found.read_bytes() == b"a program"
    (downloads / "some.jar").unlink()
    assert jar(archive, tmp_path / "cache") == found


@pytest.mark.usefixtures("no_sdk")
def test_a_zipped_emulator_is_unpacked(downloads: Path, tmp_path: Path) -> None:
    with ZipFile(downloads / "some.zip", "w") as zipped:
        zipped.writestr("some-emulator/lib/some-1-all.jar", b"a program")
    found = jar(archive_of(downloads / "some.zip", "**/some-*-all.jar"), tmp_path / "cache")
    assert found.read_bytes() == b"a program"


@pytest.mark.usefixtures("no_sdk")
def test_an_archive_with_another_checksum_is_not_used(downloads: Path, tmp_path: Path) -> None:
    (downloads / "some.jar").write_bytes(b"a program")
    archive = archive_of(downloads / "some.jar")
    (downloads / "some.jar").write_bytes(b"another program")
    with pytest.raises(MissingEmulator, match="SHA-256"):
        jar(archive, tmp_path / "cache")
    assert not list((tmp_path / "cache").iterdir())


@pytest.mark.usefixtures("no_sdk", "downloads")
def test_where_nothing_can_be_had_a_sentence_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(MissingEmulator, match="install the Google Cloud SDK"):
        jar(Archive("gone.jar", "", SDK_PATH, None), tmp_path / "cache")


def test_a_java_is_found() -> None:
    assert emulators._version(emulators.java()) >= emulators.OLDEST_JAVA
