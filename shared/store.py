"""Documents and transactions: what the ledger needs of a database, and nothing more.

`shared/firestore.py` is the one that runs. Paths are Firestore's: `collection/id/subcollection/id`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

Result = TypeVar("Result")
Fields = dict[str, Any]
Condition = tuple[str, str, Any]
"""A field, an operator of Firestore (`==`, `<=`, `in`) and a value."""
Place = tuple[Any, str]
"""Where a document is in an order: the value that it is ordered by, and its id."""


@dataclass(frozen=True)
class Document:
    """Hold a document and where it is."""

    path: str
    fields: Fields

    @property
    def identifier(self) -> str:
        """Return the last part of its path."""
        return self.path.rsplit("/", 1)[-1]


class Transaction(Protocol):
    """Read, then write; all writes are seen at once, and only if nothing that was read has changed since."""

    def read(self, path: str) -> Fields | None:
        """Return a document's fields, or None where there is none."""

    def read_all(self, paths: Sequence[str]) -> dict[str, Fields]:
        """Return the fields of those documents that are there, by path."""

    def create(self, path: str, fields: Fields) -> None:
        """Write a document that must not be there yet."""

    def set(self, path: str, fields: Fields) -> None:
        """Write a whole document."""

    def update(self, path: str, changes: Fields) -> None:
        """Change fields of a document that must be there."""

    def increase(self, path: str, field: str, amount: float) -> None:
        """Add to a number, without reading it; a document or field that is not there counts from 0."""


class Store(Protocol):
    """Keep documents."""

    def transact(self, work: Callable[[Transaction], Result]) -> Result:
        """Run a function in a transaction, again where others disturb it, so that it may run several times."""

    def write_if_unchanged(self, work: Callable[[Transaction], Result]) -> Result:
        """Do as `transact` without locks, so that many who write the same documents do not wait for each other's.

        Where anything is written, all that was read must be: raises `ValueError` otherwise.
        """

    def read(self, path: str) -> Fields | None:
        """Return a document's fields, or None where there is none."""

    def set(self, path: str, fields: Fields) -> None:
        """Write a whole document."""

    def update(self, path: str, changes: Fields) -> bool:
        """Change fields of a document; return False where it is not there."""

    def delete(self, paths: Sequence[str]) -> None:
        """Delete documents, as far as they are there."""

    def children(self, collection: str) -> list[Document]:
        """Return all documents of the collection at a path, in the order of their ids."""

    def find(self, collection: str, where: Sequence[Condition], limit: int) -> list[Document]:
        """Return documents of all collections of a name, wherever they are, that meet every condition."""

    def last(
        self, collection: str, by: str, limit: int, where: Sequence[Condition] = (), before: Place | None = None
    ) -> list[Document]:
        """Return the documents of the collection at a path that come last by a field which they have, the last first.

        All meet every condition; with `before`, none is that at this place or comes after it.
        """

    def count(self, collection: str, where: Sequence[Condition]) -> int:
        """Count what `find` would return without a limit."""
