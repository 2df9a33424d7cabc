"""A number that is asked for often and looked up seldom."""

import time
from collections.abc import Callable
from threading import Lock


class Remembered:
    """Look a number up again where it is too old, by one thread alone: the others take what is known meanwhile."""

    def __init__(self, look_up: Callable[[], float], seconds: float) -> None:
        """Look nothing up yet; a number is known for some seconds."""
        self._look_up = look_up
        self._seconds = seconds
        self._known_until: float | None = None
        self._number = 0.0
        self._looking = Lock()

    def number(self) -> float:
        """Return the number, as it was at most about the agreed seconds ago; raise what looking it up raises."""
        if self._known_until is None:
            with self._looking:  # nothing is known yet: all wait for the first
                if self._known_until is None:
                    self._refresh()
        elif time.monotonic() >= self._known_until and self._looking.acquire(blocking=False):
            try:
                self._refresh()
            finally:
                self._looking.release()
        return self._number

    def _refresh(self) -> None:
        self._number = self._look_up()
        self._known_until = time.monotonic() + self._seconds
