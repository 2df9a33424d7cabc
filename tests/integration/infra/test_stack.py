"""The local stack itself: wired as the topology says, and gone without a trace."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from google.cloud import pubsub_v1

from infra.local.services import REPOSITORY
from infra.local.stack import PROJECT, Stack
from shared import topology
from tests.stacks import eventually

pytestmark = pytest.mark.integration

RUNNER = """
import json, signal, sys, time
from pathlib import Path
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have switched it off for its children
from infra.local.stack import Stack
with Stack([], folder=Path(sys.argv[1])) as stack:
    print(json.dumps(stack.pids), flush=True)
    while True:
        time.sleep(0.1)  # a signal that comes just before a sleep is seen only after it
"""


def test_subscriptions_are_as_the_topology_declares_them(stack: Stack) -> None:
    with pubsub_v1.SubscriberClient() as subscriber:
        for name, function in topology.load().functions.items():
            if function.subscription is None:
                continue
            found = subscriber.get_subscription(subscription=subscriber.subscription_path(PROJECT, name))
            declared = function.subscription
            assert found.topic.endswith(f"/{function.hears.topic}")
            assert found.ack_deadline_seconds == declared.acknowledgement_deadline_seconds
            assert found.retry_policy.minimum_backoff.seconds == declared.minimum_backoff_seconds
            assert found.retry_policy.maximum_backoff.seconds == declared.maximum_backoff_seconds
            assert found.dead_letter_policy.dead_letter_topic.endswith(f"/{declared.dead_letter_topic}")
            assert found.dead_letter_policy.max_delivery_attempts == declared.maximum_delivery_attempts


def test_every_service_writes_a_log_of_its_own(stack: Stack) -> None:
    logs = stack.folder / "logs"
    assert {f"{service.name}.log" for service in stack.services} <= {path.name for path in logs.iterdir()}


def test_functions_see_nothing_of_the_repository(stack: Stack) -> None:
    pid = stack.pids["extract_topic"]
    assert Path(psutil.Process(pid).cwd()) == stack.folder / "bundles" / "extract_topic"
    assert "PYTHONPATH" not in psutil.Process(pid).environ()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_runner_that_is_killed_leaves_no_process_behind(number: signal.Signals, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_EMULATOR_HOST")}
    runner = subprocess.Popen(
        [sys.executable, "-c", RUNNER, str(tmp_path)],
        cwd=REPOSITORY,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert runner.stdout is not None
    with runner.stdout as output:
        pids = json.loads(output.readline())
    assert len(pids) == 6
    runner.send_signal(number)
    runner.wait(timeout=30)
    eventually(lambda: not any(map(_is_alive, pids.values())), seconds=15)


def _is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
