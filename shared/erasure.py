"""Erasing: nothing is left of what a student asked for.

    the record           blanked at once, and removed by Firestore when no message of it can come any more
    its subcollections   removed at once, and again with the objects: an attempt may stand still meanwhile
    its objects          removed by `recover_stalled`: within a minute, and again when its deadline is over
    open requests        closed
    rejected messages    removed where they name the student or the request

What is left until then says no more than that there was a request: whatever comes late finds it ended, and begins
nothing.
"""

import re
from collections.abc import Iterable

from shared import documents
from shared.clock import Clock
from shared.entries import SUBCOLLECTIONS, OpenRequests, open_path, record_path
from shared.store import Store, Transaction

MOST = 500


class Erasure:
    """Erase requests."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """Erase what is in a store."""
        self._store = store
        self._clock = clock

    def request(self, request_id: str) -> bool:
        """Erase a request, whatever its state; return False where there is none, or none any more."""

        def work(transaction: Transaction) -> bool:
            record = transaction.read(record_path(request_id))
            if not record or documents.is_erased(record):
                return False
            opened = OpenRequests.read(transaction, record["student_id"])
            transaction.set(record_path(request_id), documents.erased(record, self._clock()))
            opened.remove(request_id)
            return True

        is_new = self._store.transact(work)
        if is_new:
            self.work_on(request_id)
        return is_new

    def work_on(self, request_id: str) -> None:
        """Remove what is kept of the work on an erased request."""
        for name in SUBCOLLECTIONS:
            found = self._store.children(f"{record_path(request_id)}/{name}")
            self._store.delete([document.path for document in found])

    def requests_of(self, student_id: str) -> list[str]:
        """Return the ids of a student's requests that are not erased, `MOST` of them at most."""
        where = [("student_id", "==", student_id)]
        found = self._store.find("content_requests", where, MOST)
        return [record.identifier for record in found if not documents.is_erased(record.fields)]

    def student(self, student_id: str) -> list[str]:
        """Erase all that is kept of a student, and return the ids of the requests that were."""
        erased: list[str] = []
        while found := self.requests_of(student_id):
            for request_id in found:
                self.request(request_id)
            erased += found
        self._store.delete([open_path(student_id), *self.rejected_with([student_id, *erased])])
        return erased

    def rejected_with(self, names: Iterable[str]) -> list[str]:
        """Return the paths of rejected messages that name a student or a request."""
        named = re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, names))})(?![\w.-])")
        found = self._store.children("rejected_messages")
        return [message.path for message in found if named.search(f"{message.fields}")]
