"""Documents and transactions of Firestore: what the product needs of a database, and nothing more.

Paths are Firestore's: `collection/id/subcollection/id`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from google.cloud.firestore import Client, DocumentReference, WriteBatch
    from google.cloud.firestore import Transaction as FirestoreTransaction

Result = TypeVar("Result")
Fields = dict[str, Any]
Condition = tuple[str, str, Any]
"""A field, an operator of Firestore (`==`, `<=`, `in`) and a value."""
Place = tuple[Any, str]
"""Where a document is in an order: the value that it is ordered by, and its id."""

CONTENTION_SECONDS = 60.0
DELETIONS_A_BATCH = 200


@dataclass(frozen=True)
class Document:
    """Hold a document and where it is."""

    path: str
    fields: Fields

    @property
    def identifier(self) -> str:
        """Return the last part of its path."""
        return self.path.rsplit("/", 1)[-1]


class Store:
    """Keep documents."""

    def __init__(self, client: "Client") -> None:
        self._client = client

    def transact(self, work: Callable[["Transaction"], Result]) -> Result:
        """Run a function in a transaction, again where others disturb it, so that it may run several times.

        The client repeats a disturbed transaction at once, so that those who disturb each other meet again and again;
        waiting a random time in between ends that.
        """
        from google.api_core import exceptions, retry
        from google.cloud import firestore

        def once(transaction: "FirestoreTransaction") -> Result:
            return work(Transaction(self._client, transaction, locks=transaction))

        def attempt() -> Result:
            try:
                result: Result = firestore.transactional(once)(self._client.transaction(max_attempts=1))
            except ValueError as error:
                if isinstance(error.__cause__, exceptions.Aborted):
                    raise error.__cause__ from error
                raise
            return result

        disturbed = retry.if_exception_type(exceptions.Aborted)
        return retry.Retry(disturbed, initial=0.05, maximum=2.0, timeout=CONTENTION_SECONDS)(attempt)()

    def write_if_unchanged(self, work: Callable[["Transaction"], Result]) -> Result:
        """Do as `transact` without locks, so that many who write the same documents do not wait for each other's.

        Where anything is written, all that was read must be: raises `ValueError` otherwise.
        """
        from google.api_core import exceptions, retry

        def attempt() -> Result:
            batch = _Unlocked(self._client)
            result = work(batch)
            batch.commit()
            return result

        # What the preconditions of a write say when they do not hold any more, and a lock that took too long.
        changed = retry.if_exception_type(exceptions.Conflict, exceptions.FailedPrecondition, exceptions.NotFound)
        return retry.Retry(changed, initial=0.02, maximum=1.0, timeout=CONTENTION_SECONDS)(attempt)()

    def read(self, path: str) -> Fields | None:
        """Return a document's fields, or None where there is none."""
        fields: Fields | None = self._client.document(path).get().to_dict()
        return fields

    def set(self, path: str, fields: Fields) -> None:
        """Write a whole document."""
        self._client.document(path).set(fields)

    def update(self, path: str, changes: Fields) -> bool:
        """Change fields of a document; return False where it is not there."""
        from google.api_core.exceptions import NotFound

        try:
            self._client.document(path).update(changes)
        except NotFound:
            return False
        return True

    def delete(self, paths: Sequence[str]) -> None:
        """Delete documents, as far as they are there."""
        for start in range(0, len(paths), DELETIONS_A_BATCH):
            batch = self._client.batch()
            for path in paths[start : start + DELETIONS_A_BATCH]:
                batch.delete(self._client.document(path))
            batch.commit()

    def children(self, collection: str) -> list[Document]:
        """Return all documents of the collection at a path, in the order of their ids."""
        return _documents(self._client.collection(collection))

    def find(self, collection: str, where: Sequence[Condition], limit: int) -> list[Document]:
        """Return documents of all collections of a name, wherever they are, that meet every condition."""
        return _documents(filtered(self._client.collection_group(collection), where).limit(limit))

    def last(
        self, collection: str, by: str, limit: int, where: Sequence[Condition] = (), before: Place | None = None
    ) -> list[Document]:
        """Return the documents of the collection at a path that come last by a field which they have, the last first.

        All meet every condition; with `before`, none is that at this place or comes after it.
        """
        from google.cloud.firestore import Query

        query = filtered(self._client.collection(collection), where)
        query = query.order_by(by, direction=Query.DESCENDING).order_by("__name__", direction=Query.DESCENDING)
        if before:
            query = query.start_after({by: before[0], "__name__": before[1]})
        return _documents(query.limit(limit))

    def count(self, collection: str, where: Sequence[Condition]) -> int:
        """Count what `find` would return without a limit."""
        [[answer]] = filtered(self._client.collection_group(collection), where).count().get()
        return int(answer.value)


class Transaction:
    """Read, then write; all writes are seen at once. What was read stays locked until the transaction ends."""

    def __init__(self, client: "Client", writes: "WriteBatch", locks: "FirestoreTransaction | None") -> None:
        self._client = client
        self._writes = writes
        self._locks = locks

    def read(self, path: str) -> Fields | None:
        """Return a document's fields, or None where there is none."""
        return self.read_all([path]).get(path)

    def read_all(self, paths: Sequence[str]) -> dict[str, Fields]:
        """Return the fields of those documents that are there, by path."""
        found = self._snapshots(paths) if paths else []
        return {snapshot.reference.path: snapshot.to_dict() or {} for snapshot in found if snapshot.exists}

    def create(self, path: str, fields: Fields) -> None:
        """Write a document that must not be there yet."""
        self._writes.create(self._at(path), fields)

    def set(self, path: str, fields: Fields) -> None:
        """Write a whole document."""
        self._writes.set(self._at(path), fields)

    def update(self, path: str, changes: Fields) -> None:
        """Change fields of a document that must be there."""
        self._writes.update(self._at(path), changes)

    def increase(self, path: str, field: str, amount: float) -> None:
        """Add to a number, without reading it; a document or field that is not there counts from 0."""
        from google.cloud.firestore import Increment

        self._writes.set(self._at(path), {field: Increment(amount)}, merge=True)

    def _snapshots(self, paths: Sequence[str]) -> list[Any]:
        return list(self._client.get_all([self._at(path) for path in paths], transaction=self._locks))

    def _at(self, path: str) -> "DocumentReference":
        return self._client.document(path)


class _Unlocked(Transaction):
    """Be a transaction without locks: each document that was read is written with its time of change as a condition."""

    def __init__(self, client: "Client") -> None:
        super().__init__(client, client.batch(), locks=None)
        self._seen: dict[str, Any] = {}

    def set(self, path: str, fields: Fields) -> None:
        from google.cloud.firestore import DELETE_FIELD

        snapshot = self._seen.get(path)
        if snapshot is None:
            super().set(path, fields)
        elif snapshot.exists:
            gone = {name: DELETE_FIELD for name in snapshot.to_dict() if name not in fields}
            self.update(path, fields | gone)
        else:
            self.create(path, fields)

    def update(self, path: str, changes: Fields) -> None:
        snapshot = self._seen.get(path)
        condition = self._client.write_option(last_update_time=snapshot.update_time) if snapshot else None
        self._writes.update(self._at(path), changes, option=condition)

    def commit(self) -> None:
        """Write all, if anything; raise what Firestore says where a condition does not hold.

        Raises `ValueError` where something was read and is not written: nothing would notice that it changed.
        """
        if not len(self._writes):
            return
        if unwritten := [path for path in self._seen if self._at(path) not in self._writes]:
            raise ValueError(f"read but not written, so that nobody would notice a change: {', '.join(unwritten)}")
        self._writes.commit()

    def _snapshots(self, paths: Sequence[str]) -> list[Any]:
        found = super()._snapshots(paths)
        self._seen |= {snapshot.reference.path: snapshot for snapshot in found}
        return found


def filtered(query: Any, where: Sequence[Condition]) -> Any:
    """Return a query of those documents alone that meet every condition."""
    from google.cloud.firestore_v1.base_query import FieldFilter

    for condition in where:
        query = query.where(filter=FieldFilter(*condition))
    return query


def _documents(query: Any) -> list[Document]:
    return [Document(found.reference.path, found.to_dict() or {}) for found in query.stream()]
