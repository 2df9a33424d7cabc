"""A small serialisable store in this process, held to the same conformance tests as Firestore."""

import operator
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from threading import RLock
from typing import Any

from google.api_core.exceptions import AlreadyExists, InvalidArgument, NotFound, RetryError
from google.cloud.firestore_v1._helpers import decode_value, encode_value

from shared.store import Condition, Document, Fields, Place, Result, Transaction

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "<=": operator.le,
    ">=": operator.ge,
    "in": lambda value, values: value in values,
    "array_contains_any": lambda value, values: any(one in value for one in values),
}

BOUNDS = ("<=", ">=")
ALIKE = (bool, float, bytes, type(None))
"""Types whose every value Firestore keeps as it is."""


class Watcher:
    """See, and may stop, what a transaction is about to do; a harness hands in another."""

    def before_commit(self) -> None:
        """Be called when all is read and nothing is written."""

    def on_commit(self, before: dict[str, Fields | None], after: dict[str, Fields]) -> None:
        """Be told of each document that a commit writes, as it was and as it is."""

    def after_commit(self) -> None:
        """Be called when all is written."""


class InProcessStore:
    """Keep documents in memory. A commit fails, and is tried again, where anything that was read has changed."""

    def __init__(self, watcher: Watcher | None = None) -> None:
        self._watcher = watcher or Watcher()
        self._documents: dict[str, Fields] = {}
        self._collections: dict[str, set[str]] = {}
        self._versions: dict[str, int] = {}
        self._lock = RLock()

    def transact(self, work: Callable[[Transaction], Result]) -> Result:
        while True:
            transaction = _Open(self)
            result = work(transaction)
            self._watcher.before_commit()
            if self._commit(transaction):
                self._watcher.after_commit()
                return result

    def write_if_unchanged(self, work: Callable[[Transaction], Result]) -> Result:
        def checked(transaction: Transaction) -> Result:
            result = work(transaction)
            assert isinstance(transaction, _Open)
            if transaction.writes and (unwritten := transaction.seen.keys() - {path for path, _ in transaction.writes}):
                raise ValueError(f"read but not written: {', '.join(unwritten)}")
            return result

        try:
            return self.transact(checked)
        except (AlreadyExists, NotFound) as error:
            # The other store tries in vain until it has no more patience: nothing that was read has changed.
            raise RetryError("what is in the way was not read", error) from error

    def read(self, path: str) -> Fields | None:
        with self._lock:
            found = self._documents.get(path)
            return None if found is None else copy_of(found)

    def set(self, path: str, fields: Fields) -> None:
        self.transact(lambda transaction: transaction.set(path, fields))

    def update(self, path: str, changes: Fields) -> bool:
        try:
            self.transact(lambda transaction: transaction.update(path, changes))
        except NotFound:
            return False
        return True

    def delete(self, paths: Sequence[str]) -> None:
        with self._lock:
            for path in paths:
                if self._documents.pop(path, None) is not None:
                    self._collections[path.rsplit("/", 1)[0]].discard(path)
                    self._versions[path] = self._versions.get(path, 0) + 1

    def children(self, collection: str) -> list[Document]:
        with self._lock:
            return [self._document(path) for path in sorted(self._collections.get(collection, ()))]

    def find(self, collection: str, where: Sequence[Condition], limit: int) -> list[Document]:
        bounded = sorted({name for name, comparison, _ in where if comparison in BOUNDS})
        with self._lock:
            found = [self._document(path) for path in self._matching(collection, where)]
        found.sort(key=lambda document: [*(document.fields[name] for name in bounded), document.path.split("/")])
        return found[:limit]

    def last(
        self, collection: str, by: str, limit: int, where: Sequence[Condition] = (), before: Place | None = None
    ) -> list[Document]:
        found = {
            (document.fields[by], document.identifier): document
            for document in self.children(collection)
            if by in document.fields and meets(document.fields, where)
        }
        places = sorted((place for place in found if before is None or place < before), reverse=True)
        return [found[place] for place in places[:limit]]

    def count(self, collection: str, where: Sequence[Condition]) -> int:
        with self._lock:
            return len(self._matching(collection, where))

    def _matching(self, collection: str, where: Sequence[Condition]) -> list[str]:
        found = [paths for name, paths in self._collections.items() if name.rsplit("/", 1)[-1] == collection]
        return [path for paths in found for path in paths if meets(self._documents[path], where)]

    def _document(self, path: str) -> Document:
        return Document(path, copy_of(self._documents[path]))

    def _commit(self, transaction: "_Open") -> bool:
        with self._lock:
            if any(self._versions.get(path, 0) != version for path, version in transaction.seen.items()):
                return False
            after: dict[str, Fields] = {}
            for path, write in transaction.writes:
                after[path] = write(after.get(path, self._documents.get(path)))
            before = {path: self._documents.get(path) for path in after}
            self._watcher.on_commit(before, after)
            for path, fields in after.items():
                self._documents[path] = fields
                self._collections.setdefault(path.rsplit("/", 1)[0], set()).add(path)
                self._versions[path] = self._versions.get(path, 0) + 1
            return True


class _Open:
    """Be a transaction that is under way."""

    def __init__(self, store: InProcessStore) -> None:
        self._store = store
        self.seen: dict[str, int] = {}
        self.writes: list[tuple[str, Callable[[Fields | None], Fields]]] = []

    def read(self, path: str) -> Fields | None:
        if self.writes:
            raise ValueError("a transaction reads before it writes")
        with self._store._lock:
            self.seen.setdefault(path, self._store._versions.get(path, 0))
            return self._store.read(path)

    def read_all(self, paths: Sequence[str]) -> dict[str, Fields]:
        found = {path: self.read(path) for path in paths}
        return {path: fields for path, fields in found.items() if fields is not None}

    def create(self, path: str, fields: Fields) -> None:
        kept = as_kept(fields)

        def write(before: Fields | None) -> Fields:
            if before is not None:
                raise AlreadyExists(f"{path} is there already")
            return kept

        self.writes.append((path, write))

    def set(self, path: str, fields: Fields) -> None:
        kept = as_kept(fields)
        self.writes.append((path, lambda before: kept))

    def update(self, path: str, changes: Fields) -> None:
        kept = as_kept(changes)

        def write(before: Fields | None) -> Fields:
            if before is None:
                raise NotFound(f"{path} is not there")
            return before | kept

        self.writes.append((path, write))

    def increase(self, path: str, field: str, amount: float) -> None:
        self.writes.append((path, lambda before: (before or {}) | {field: (before or {}).get(field, 0) + amount}))


def meets(fields: Fields, where: Sequence[Condition]) -> bool:
    """Tell whether a document's fields meet every condition."""
    try:
        return all(name in fields and OPERATORS[comparison](fields[name], value) for name, comparison, value in where)
    except TypeError:  # values of different types are neither above nor below each other
        return False


def copy_of(value: Any) -> Any:
    """Copy what a document holds: nobody may change a stored document through what they read."""
    kind = type(value)
    if kind is dict:
        return {name: copy_of(part) if type(part) in (dict, list) else part for name, part in value.items()}
    if kind is list:
        return [copy_of(part) if type(part) in (dict, list) else part for part in value]
    return value


def as_kept(value: Any) -> Any:
    """Copy a value to what Firestore gives back of it; raise what its client does where it has no type for it.

    The client's encoder is asked only of what may not stay as it is: it takes a hundred times as long.
    """
    kind = type(value)
    if kind is dict and all(type(name) is str for name in value):
        return {name: as_kept(part) for name, part in value.items()}
    if kind is list:
        return _without_lists([as_kept(part) for part in value])
    if kind in ALIKE or (kind is str and value.isascii()) or (kind is int and value.bit_length() < 64):
        return value
    if kind is datetime and value.tzinfo is UTC:
        return value
    decoded = decode_value(encode_value(value), None)
    return as_kept(decoded) if type(decoded) in (dict, list) else decoded


def _without_lists(values: list[Any]) -> list[Any]:
    if any(type(value) is list for value in values):
        raise InvalidArgument("a list in a list")
    return values
