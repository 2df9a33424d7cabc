"""What `make` does on machines that lack something."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from infra.local.services import REPOSITORY

HALF_MAKES = f"""#!/bin/sh
case "$*" in
    "-m venv .venv") mkdir -p .venv/bin && touch .venv/bin/python; exit 1 ;;
    *) exec {sys.executable} "$@" ;;
esac
"""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only folder of programs; there are those of the shell."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("make", "sh", "rm", "mkdir", "touch"):
        (folder / name).symlink_to(shutil.which(name) or pytest.fail(f"no {name}"))
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")
    file.chmod(0o755)


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "CHROMIUM")}
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=folder, env=own, capture_output=True, text=True, check=False, timeout=60)


def test_an_environment_that_was_half_made_is_removed_and_it_is_said_what_to_install(
    tmp_path: Path, programs: Path
) -> None:
    shutil.copyfile(REPOSITORY / "Makefile", tmp_path / "Makefile")
    program(programs / "python3.12", HALF_MAKES)
    ended = make(tmp_path, ".venv/bin/python", "PYTHON=python3.12")
    assert ended.returncode == 2
    assert "apt-get install python3.12-venv" in ended.stdout
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_a_browser_that_is_there_under_any_name_is_not_installed_again(name: str, programs: Path) -> None:
    program(programs / name, "#!/bin/sh\n")
    ended = make(REPOSITORY, "browser")
    assert (ended.returncode, ended.stdout) == (0, f"{programs / name}\n")


def test_a_browser_that_is_named_is_not_installed_again(tmp_path: Path, programs: Path) -> None:
    program(tmp_path / "another", "#!/bin/sh\n")
    ended = make(REPOSITORY, "browser", f"CHROMIUM={tmp_path / 'another'}")
    assert (ended.returncode, ended.stdout) == (0, f"{tmp_path / 'another'}\n")


def test_a_browser_is_installed_where_there_is_none(programs: Path) -> None:
    program(programs / "apt-get", '#!/bin/sh\necho "$@"\n')
    ended = make(REPOSITORY, "browser")
    assert ended.returncode == 0
    assert ended.stdout.splitlines()[1:] == [
        "update --quiet=2",
        "install --quiet=2 --yes --no-install-recommends chromium",
    ]
