import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from infra.local import running
from infra.local.running import RunningStack, lock, running_stack, why_it_ended

STARTS_A_CHILD = """
import subprocess, time
print(subprocess.Popen(["sleep", "60"]).pid, flush=True)
time.sleep(60)
"""
STACK = {"project": "p", "page": "http://127.0.0.1:8080", "resources": 3, "environment": {}, "services": []}


def test_a_stack_is_up_while_who_runs_it_holds_the_lock(folder: Path) -> None:
    held = lock()
    assert held
    (folder / "stack.json").write_text(json.dumps(STACK), "utf-8")
    assert running_stack() == RunningStack("p", "http://127.0.0.1:8080", 3, {}, [])
    held.close()
    assert running_stack() is None


def test_what_a_killed_supervisor_left_is_no_stack_though_its_process_id_is_in_use_again(folder: Path) -> None:
    folder.mkdir()
    (folder / "stack.lock").write_text(str(os.getpid()), "utf-8")
    (folder / "stack.json").write_text(json.dumps(STACK), "utf-8")
    assert running_stack() is None
    assert not running.is_held()


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"project": "p"}', json.dumps(STACK | {"pid": 1})])
def test_a_file_that_cannot_be_understood_says_of_no_stack(text: str, folder: Path) -> None:
    with lock() or pytest.fail("nobody holds it"):
        (folder / "stack.json").write_text(text, "utf-8")
        assert running_stack() is None


def test_only_one_holds_the_lock_and_what_the_last_left_is_gone(folder: Path) -> None:
    folder.mkdir()
    for name in ("stack.json", "failure.txt"):
        (folder / name).write_text("{}", "utf-8")
    with lock() or pytest.fail("nobody holds it"):
        assert {file.name for file in folder.iterdir()} == {"stack.lock"}
        assert lock() is None
    assert not running.is_held()


def test_who_got_the_lock_from_another_holds_it_until_it_ends_and_its_children_do_not(folder: Path) -> None:
    held = lock()
    assert held
    command = [sys.executable, "-c", STARTS_A_CHILD]
    with subprocess.Popen(command, pass_fds=[held.fileno()], stdout=subprocess.PIPE) as process:
        held.close()
        assert process.stdout
        child = int(process.stdout.readline())
        assert running.is_held()
        process.kill()
        process.wait()
        assert not running.is_held()
        os.kill(child, signal.SIGKILL)


def test_it_is_known_why_the_last_stack_ended(folder: Path) -> None:
    assert why_it_ended() == ""
    folder.mkdir()
    (folder / "failure.txt").write_text("Pub/Sub emulator ended with status 1.", "utf-8")
    assert why_it_ended() == "Pub/Sub emulator ended with status 1."
