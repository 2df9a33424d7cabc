"""Stop the processes of a stack whose runner is gone.

The runner holds the other end of this process's standard input. Lines name process groups to guard; the end of the
input means that the runner has ended, however it did.
"""

import os
import signal
import sys
import time
from collections.abc import Callable

GRACE_SECONDS = 5.0


def main() -> None:
    """Read process groups until the runner is gone, then stop those that are left."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups = [int(line) for line in sys.stdin]
    stop_groups(groups)


def is_alive(group: int) -> bool:
    """Tell whether somebody of a process group is there, be it one who has ended and whose parent has not asked how."""
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def stop_groups(groups: list[int], is_alive: Callable[[int], bool] = is_alive) -> None:
    """Ask process groups to end, and end those that have not after a few seconds."""
    _signal(groups, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    while time.monotonic() < deadline and any(map(is_alive, groups)):
        time.sleep(0.05)
    _signal(groups, signal.SIGKILL)


def _signal(groups: list[int], number: signal.Signals) -> None:
    for group in groups:
        try:
            os.killpg(group, number)
        except (ProcessLookupError, PermissionError):
            continue


if __name__ == "__main__":
    main()
