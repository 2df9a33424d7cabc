"""Writes of Firestore that take effect together, and only where what was read before has not changed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from shared.store import Fields

if TYPE_CHECKING:
    from google.cloud.firestore import Client, DocumentReference


class Batch:
    """Be a transaction without locks: each document that was read is written with its time of change as a condition."""

    def __init__(self, client: "Client") -> None:
        """Begin with nothing read and nothing written."""
        self._client = client
        self._batch = client.batch()
        self._seen: dict[str, Any] = {}

    def read(self, path: str) -> Fields | None:
        """Return a document's fields, or None where there is none."""
        return self.read_all([path]).get(path)

    def read_all(self, paths: Sequence[str]) -> dict[str, Fields]:
        """Return the fields of those documents that are there, by path."""
        found = list(self._client.get_all([self._at(path) for path in paths])) if paths else []
        self._seen |= {snapshot.reference.path: snapshot for snapshot in found}
        return {snapshot.reference.path: snapshot.to_dict() or {} for snapshot in found if snapshot.exists}

    def create(self, path: str, fields: Fields) -> None:
        """Write a document that must not be there yet."""
        self._batch.create(self._at(path), fields)

    def set(self, path: str, fields: Fields) -> None:
        """Write a whole document."""
        from google.cloud.firestore import DELETE_FIELD

        snapshot = self._seen.get(path)
        if snapshot is None:
            self._batch.set(self._at(path), fields)
        elif snapshot.exists:
            gone = {name: DELETE_FIELD for name in snapshot.to_dict() if name not in fields}
            self.update(path, fields | gone)
        else:
            self.create(path, fields)

    def update(self, path: str, changes: Fields) -> None:
        """Change fields of a document that must be there."""
        snapshot = self._seen.get(path)
        condition = self._client.write_option(last_update_time=snapshot.update_time) if snapshot else None
        self._batch.update(self._at(path), changes, option=condition)

    def increase(self, path: str, field: str, amount: float) -> None:
        """Add to a number, without reading it; a document or field that is not there counts from 0."""
        from google.cloud.firestore import Increment

        self._batch.set(self._at(path), {field: Increment(amount)}, merge=True)

    def commit(self) -> None:
        """Write all, if anything; raise what Firestore says where a condition does not hold.

        Raises `ValueError` where something was read and is not written: nothing would notice that it changed.
        """
        if not len(self._batch):
            return
        if unwritten := [path for path in self._seen if self._at(path) not in self._batch]:
            raise ValueError(f"read but not written, so that nobody would notice a change: {', '.join(unwritten)}")
        self._batch.commit()

    def _at(self, path: str) -> "DocumentReference":
        return self._client.document(path)
