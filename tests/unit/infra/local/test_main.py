import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from infra.local import __main__ as local
from infra.local import emulators, running
from infra.local.emulators import MissingEmulator
from infra.local.output import Output
from tests.stacks import eventually
from tests.unit.infra.local.test_running import STACK

# Whoever starts a stack ends, and the supervisor goes on.
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")

SIGNS = "import os, pathlib, time; pathlib.Path('local/stack.lock').write_text(str(os.getpid()))"
COMES_UP = f"{SIGNS}; pathlib.Path('local/stack.json').write_text('''{json.dumps(STACK)}'''); time.sleep(60)"
IS_SLOW = f"{SIGNS}; time.sleep(60)"
FAILS = f"{SIGNS}; pathlib.Path('local/failure.txt').write_text('the log says [/bold]'); raise SystemExit(1)"
IS_DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {COMES_UP}"


@pytest.fixture(autouse=True)
def _handler_of_before(folder: Path) -> "pytest.Generator[None]":
    before = signal.getsignal(signal.SIGTERM)
    yield
    if running.is_held():
        local.down(Output())
    signal.signal(signal.SIGTERM, before)


def up(supervisor: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(local, "SUPERVISOR", ("-c", supervisor))
    return local.up(Output())


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_a_stack_is_started_once_and_stopped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert up(COMES_UP, monkeypatch) == 0
    assert "with 3 resources in the library" in said(capsys)
    assert up(FAILS, monkeypatch) == 0
    assert said(capsys) == "The stack is up already. The page is at http://127.0.0.1:8080\n"
    assert local.down(Output()) == 0
    assert said(capsys) == "The stack is down.\n"
    assert local.down(Output()) == 0
    assert said(capsys) == "The stack is not up.\n"


def test_a_process_that_has_the_id_of_a_killed_supervisor_is_left_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.mkdir()
    with subprocess.Popen(["sleep", "60"]) as stranger:
        (folder / "stack.lock").write_text(str(stranger.pid), "utf-8")
        (folder / "stack.json").write_text(json.dumps(STACK | {"pid": stranger.pid}), "utf-8")
        assert local.down(Output()) == 0
        assert said(capsys) == "The stack is not up.\n"
        assert stranger.poll() is None
        stranger.kill()


def test_a_supervisor_that_does_not_stop_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert up(IS_DEAF, monkeypatch) == 0
    monkeypatch.setattr(local, "STOP_SECONDS", 0.2)
    assert local.down(Output()) == 0
    assert not running.is_held()


def test_a_stack_that_somebody_else_starts_is_waited_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    held = running.lock()
    assert held
    with held:
        later = threading.Timer(0.3, lambda: (folder / "stack.json").write_text(json.dumps(STACK), "utf-8"))
        later.start()
        assert up(FAILS, monkeypatch) == 0
        later.join()
    starting, is_up = said(capsys).splitlines()
    assert starting == "The stack is starting already; `make down` stops it."
    assert is_up.startswith("The stack is up already.")


def test_a_stack_that_does_not_start_says_why_as_it_is_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert up(FAILS, monkeypatch) == 1
    assert said(capsys) == "The local stack did not start. the log says [/bold]\n"
    assert up("raise SystemExit(1)", monkeypatch) == 1
    assert said(capsys) == "The local stack did not start. See .local/logs/supervisor.log\n"
    assert up("raise SystemExit(0)", monkeypatch) == 1  # as the supervisor does when it is asked to stop
    assert said(capsys) == "The local stack did not start. It was stopped.\n"


def test_a_stack_that_takes_too_long_says_so_and_is_stopped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(local, "START_SECONDS", 0.2)
    assert up(IS_SLOW, monkeypatch) == 1
    assert "It took longer than 0 s: see .local/logs/" in said(capsys)
    assert not running.is_held()


def test_emulators_are_loaded_before_the_start_is_timed_and_it_is_said_which(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(local, "START_SECONDS", 1.5)
    monkeypatch.setattr(emulators, "found", lambda archive: None)
    monkeypatch.setattr(emulators, "jar", lambda archive: time.sleep(0.8))
    assert up(COMES_UP, monkeypatch) == 0
    loaded = [line for line in said(capsys).splitlines() if line.startswith("Loading ")]
    assert loaded == [f"Loading {one.file}, this time only" for one in (emulators.PUBSUB, emulators.FIRESTORE)]


def test_an_emulator_that_cannot_be_had_is_said_and_nothing_starts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(archive: object) -> None:
        raise MissingEmulator("install it")

    monkeypatch.setattr(emulators, "found", fail)
    assert up(COMES_UP, monkeypatch) == 1
    assert said(capsys) == "The local stack did not start. install it\n"
    assert not running.is_held()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_start_that_is_stopped_ends_quietly_with_its_supervisor(
    number: signal.Signals, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(local, "SUPERVISOR", ("-c", IS_SLOW))
    monkeypatch.setattr(sys, "argv", ["infra.local", "up"])

    def stop() -> None:
        eventually(
            lambda: running.is_held() and (folder / "stack.lock").read_text("utf-8") not in ("", str(os.getpid()))
        )
        os.kill(os.getpid(), number)

    stopping = threading.Thread(target=stop)
    stopping.start()
    assert local.main() == 130
    stopping.join()
    assert said(capsys) == "Stopped.\n"
    assert not running.is_held()
