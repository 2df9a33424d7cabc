"""Stop the processes of a stack whose runner is gone.

The runner holds the other end of this process's standard input. Lines name process groups to guard; the end of the
input means that the runner has ended, however it did.
"""

import os
import signal
import sys
import time

GRACE_SECONDS = 5.0


def main() -> None:
    """Read process groups until the runner is gone, then stop those that are left."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups = [int(line) for line in sys.stdin]
    stop_groups(groups)


def stop_groups(groups: list[int]) -> None:
    """Ask process groups to end, and end those that have not after a few seconds."""
    _signal(groups, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    while time.monotonic() < deadline and any(map(_is_alive, groups)):
        time.sleep(0.05)
    _signal(groups, signal.SIGKILL)


def _signal(groups: list[int], number: signal.Signals) -> None:
    for group in groups:
        try:
            os.killpg(group, number)
        except (ProcessLookupError, PermissionError):
            continue


def _is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


if __name__ == "__main__":
    main()
