"""A meter of what one attempt at a piece of work uses."""

from threading import Lock

from shared.cost import Usage


class Meter:
    """Add up usage, from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._usage = Usage()

    def add(self, **counts: float) -> None:
        """Add to counts, named as in `Usage`."""
        self.count(Usage.model_validate(counts))

    def count(self, usage: Usage) -> None:
        """Add a usage."""
        with self._lock:
            self._usage = self._usage + usage

    @property
    def usage(self) -> Usage:
        """Return what was used so far."""
        return self._usage
