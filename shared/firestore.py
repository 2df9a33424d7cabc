"""Firestore as the ledger's store."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from shared.batch import Batch
from shared.store import Condition, Document, Fields, Place, Result, Transaction

if TYPE_CHECKING:
    from google.cloud.firestore import Client, DocumentReference
    from google.cloud.firestore import Transaction as FirestoreTransaction

CONTENTION_SECONDS = 60.0
DELETIONS_A_BATCH = 200


class FirestoreStore:
    """Keep documents in Firestore."""

    def __init__(self, client: "Client") -> None:
        """Use a client."""
        self._client = client

    def transact(self, work: Callable[[Transaction], Result]) -> Result:
        """Run a transaction until it is not disturbed.

        The client repeats a disturbed transaction at once, so that those who disturb each other meet again and again;
        waiting a random time in between ends that.
        """
        from google.api_core import exceptions, retry
        from google.cloud import firestore

        def once(transaction: "FirestoreTransaction") -> Result:
            return work(_Open(self._client, transaction))

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

    def write_if_unchanged(self, work: Callable[[Transaction], Result]) -> Result:
        """Run a function, and write what it writes where nothing that it read has changed since; again where it has."""
        from google.api_core import exceptions, retry

        def attempt() -> Result:
            batch = Batch(self._client)
            result = work(batch)
            batch.commit()
            return result

        # What the preconditions of a write say when they do not hold any more, and a lock that took too long.
        changed = (exceptions.Conflict, exceptions.FailedPrecondition, exceptions.NotFound)
        return retry.Retry(retry.if_exception_type(*changed), initial=0.02, maximum=1.0, timeout=CONTENTION_SECONDS)(
            attempt
        )()

    def read(self, path: str) -> Fields | None:
        """Return a document's fields, or None where there is none."""
        return _fields(self._client.document(path).get())

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

    def children(self, collection: str, order_by: str | None = None) -> list[Document]:
        """Return all documents of the collection at a path."""
        query = self._client.collection(collection)
        return [_document(found) for found in (query.order_by(order_by) if order_by else query).stream()]

    def find(self, collection: str, where: Sequence[Condition], limit: int) -> list[Document]:
        """Return documents of all collections of a name, wherever they are, that meet every condition."""
        return [_document(found) for found in self._query(collection, where).limit(limit).stream()]

    def last(
        self, collection: str, by: str, limit: int, where: Sequence[Condition] = (), before: Place | None = None
    ) -> list[Document]:
        """Return the documents of the collection at a path that come last by a field which they have, the last first.

        All meet every condition; with `before`, none is that at this place or comes after it.
        """
        from google.cloud.firestore import Query

        query = _where(self._client.collection(collection), where)
        query = query.order_by(by, direction=Query.DESCENDING).order_by("__name__", direction=Query.DESCENDING)
        if before:
            query = query.start_after({by: before[0], "__name__": before[1]})
        return [_document(found) for found in query.limit(limit).stream()]

    def count(self, collection: str, where: Sequence[Condition]) -> int:
        """Count what `find` would return without a limit."""
        [[answer]] = self._query(collection, where).count().get()
        return int(answer.value)

    def _query(self, collection: str, where: Sequence[Condition]) -> Any:
        return _where(self._client.collection_group(collection), where)


class _Open:
    """Be a transaction that is under way."""

    def __init__(self, client: "Client", transaction: "FirestoreTransaction") -> None:
        self._client = client
        self._transaction = transaction

    def read(self, path: str) -> Fields | None:
        return _fields(self._at(path).get(transaction=self._transaction))

    def read_all(self, paths: Sequence[str]) -> dict[str, Fields]:
        if not paths:
            return {}
        found = self._client.get_all([self._at(path) for path in paths], transaction=self._transaction)
        return {snapshot.reference.path: snapshot.to_dict() or {} for snapshot in found if snapshot.exists}

    def create(self, path: str, fields: Fields) -> None:
        self._transaction.create(self._at(path), fields)

    def set(self, path: str, fields: Fields) -> None:
        self._transaction.set(self._at(path), fields)

    def update(self, path: str, changes: Fields) -> None:
        self._transaction.update(self._at(path), changes)

    def increase(self, path: str, field: str, amount: float) -> None:
        from google.cloud.firestore import Increment

        self._transaction.set(self._at(path), {field: Increment(amount)}, merge=True)

    def _at(self, path: str) -> "DocumentReference":
        return self._client.document(path)


def _where(query: Any, where: Sequence[Condition]) -> Any:
    from google.cloud.firestore_v1.base_query import FieldFilter

    for condition in where:
        query = query.where(filter=FieldFilter(*condition))
    return query


def _fields(snapshot: Any) -> Fields | None:
    fields: Fields | None = snapshot.to_dict()
    return fields


def _document(snapshot: Any) -> Document:
    return Document(snapshot.reference.path, snapshot.to_dict() or {})
