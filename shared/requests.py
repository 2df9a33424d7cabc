"""Requests from outside their work: accepted, looked at, failed, cancelled, started again, erased."""

from collections.abc import Callable
from datetime import datetime, timedelta

from shared import documents, stage_documents, topology
from shared.clock import Clock
from shared.entries import OpenRequests, accept, add_event, end, fail, open_path, record_path, stage_path
from shared.models.request import NOWHERE, ContentRecord, ContentRequest, Membership, RequestError, Status
from shared.models.work import OutgoingMessage, WorkKey
from shared.rates import Rates, ShardFull, first_shard
from shared.reuse import refused_in
from shared.settings import Settings
from shared.store import Document, Fields, Store, Transaction

REJECTED_FOR = timedelta(days=30)
"""Firestore deletes what is past its `expires_at`, where its policy says so."""


class Requests:
    """Keep requests."""

    def __init__(self, store: Store, settings: Settings, clock: Clock) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._rates = Rates(store, settings)
        self._deadline = settings.request_deadline

    def accept(
        self, request: ContentRequest, origin: str, message: OutgoingMessage, membership: Membership = NOWHERE
    ) -> bool:
        """Create a request's record together with its first message, not yet sent, and count it.

        Returns False where the same request is there already; raises `Taken` where another one has its id, and
        `LimitReached` where the student has too many open, or they or their tenant have made too many.
        """
        shard = first_shard(request)
        while True:
            try:
                return self._store.write_if_unchanged(self._acceptance(request, origin, message, membership, shard))
            except ShardFull:
                shard = self._rates.another_shard(request, membership, self._clock())

    def _acceptance(
        self, request: ContentRequest, origin: str, message: OutgoingMessage, membership: Membership, shard: int
    ) -> Callable[[Transaction], bool]:
        """Return what reads once and writes once; raises `ShardFull` where it must be counted in another one."""
        counts = self._rates.places(request, membership, shard)
        places = record_path(request.request_id), open_path(request.student_id), *counts

        def work(transaction: Transaction) -> bool:
            known, open_now, *found = map(transaction.read_all(places).get, places)
            if known:
                documents.ensure_same(known, request)
                return False
            now = self._clock()
            record = documents.new_record(request, origin, now, self._deadline, membership)
            opened = OpenRequests(transaction, request.student_id, open_now)
            opened.ensure_room(self._settings.maximum_open_requests_a_student, now)
            for path, counted in zip(counts, self._rates.counted((found[0], found[1]), shard, now), strict=True):
                transaction.set(path, counted)
            accept(transaction, opened, record)
            key = WorkKey(request_id=request.request_id, stage="submit_request")
            transaction.create(stage_path(key), stage_documents.submitted(key, message, now))
            return True

        return work

    def fail(self, request_id: str, error: RequestError) -> bool:
        """End a request; return False where it has ended already or was never known."""
        return self._end(
            request_id, lambda transaction, record, now: fail(transaction, record, error, record["cost_usd"], now)
        )

    def cancel(self, request_id: str) -> bool:
        """End a request that nobody wants any more; return False where it has ended already or was never known."""

        def end_it(transaction: Transaction, record: Fields, now: datetime) -> None:
            cancelled = documents.cancelled(record, now, _attempts_end_at(now))
            end(transaction, record, cancelled, "cancelled", "submit_request")

        return self._end(request_id, end_it)

    def reopen(self, request_id: str) -> bool:
        """Start a failed request again, keeping what is stored; return False where it has not failed.

        This is an operator's doing, and the one way back from an end. Its work may be tried as often as at first.
        """
        paths = [stage.path for stage in self._beside(request_id, "request_stages")]

        def work(transaction: Transaction) -> bool:
            record = transaction.read(record_path(request_id))
            if not record or Status(record["status"]) is not Status.FAILED:
                return False
            stages = transaction.read_all(paths)
            opened = OpenRequests.read(transaction, record["student_id"])
            refused = refused_in(transaction.read, record)
            now = self._clock()
            if refused:
                transaction.update(refused, {"refusal": None})
            opened.add(request_id, now + self._deadline)
            transaction.update(record_path(request_id), documents.reopened(record, now, now + self._deadline))
            for path, stage in stages.items():
                if stage["status"] != "done":
                    transaction.update(path, stage_documents.reopened(now))
            add_event(transaction, WorkKey(request_id=request_id, stage="submit_request"), "reopened", now)
            return True

        return self._store.transact(work)

    def erase(self, request_id: str) -> bool:
        """Put in place of a record what says no more than that it was erased; return False where there is no request.

        From then on no attempt can record anything. What hangs on the record is deleted by `clear`.
        """

        def work(transaction: Transaction) -> bool:
            record = transaction.read(record_path(request_id))
            if not record:
                return False
            if not documents.is_erased(record):
                opened = OpenRequests.read(transaction, record["student_id"])
                now = self._clock()
                transaction.set(record_path(request_id), documents.erased(request_id, now, _attempts_end_at(now)))
                opened.remove(request_id)
            return True

        return self._store.transact(work)

    def is_erased(self, request_id: str) -> bool:
        """Tell whether an id was that of a request that was erased."""
        return documents.is_erased(self._store.read(record_path(request_id)) or {})

    def clear(self, request_id: str) -> None:
        """Delete all that hangs on the record of an erased request."""
        for collection in ("request_stages", "request_events", "request_metrics"):
            self._store.delete([document.path for document in self._beside(request_id, collection)])

    def mark_cleaned_up(self, request_id: str) -> None:
        """Record that nothing is left of a cancelled request but its record."""

        def work(transaction: Transaction) -> None:
            if record := transaction.read(record_path(request_id)):
                transaction.update(record_path(request_id), documents.cleaned_up(record, self._clock()))

        self._store.transact(work)

    def reject(self, message_id: str, function: str, message: OutgoingMessage, reason: str) -> None:
        """Keep a message that nobody can work on, with the reason, for some time: it may hold what a student wrote."""
        now = self._clock()
        kept = {
            "function": function,
            "topic": message.topic,
            "data": message.data[:20_000],
            "attributes": message.attributes,
            "reason": reason[:2_000],
            "rejected_at": now,
            "expires_at": now + REJECTED_FOR,
        }
        self._store.set(f"rejected_messages/{message_id}", kept)

    def read(self, request_id: str) -> ContentRecord | None:
        """Return a request's record, or None where there is none any more."""
        record = self._store.read(record_path(request_id))
        return documents.record_of(record) if record and not documents.is_erased(record) else None

    def stages(self, request_id: str) -> dict[str, Fields]:
        """Return the documents of all work on a request, by key."""
        return {stage.identifier: stage.fields for stage in self._beside(request_id, "request_stages")}

    def metrics(self, request_id: str) -> dict[str, Fields]:
        """Return what each piece of work on a request took, used and cost, by key."""
        return {each.identifier: each.fields for each in self._beside(request_id, "request_metrics")}

    def events(self, request_id: str) -> list[Fields]:
        """Return what happened to a request, in order."""
        return [event.fields for event in self._beside(request_id, "request_events")]

    def _beside(self, request_id: str, collection: str) -> list[Document]:
        return self._store.children(f"{record_path(request_id)}/{collection}")

    def _end(self, request_id: str, end_it: Callable[[Transaction, Fields, datetime], None]) -> bool:
        def work(transaction: Transaction) -> bool:
            record = transaction.read(record_path(request_id))
            if not record or Status(record["status"]).is_terminal:
                return False
            end_it(transaction, record, self._clock())
            return True

        return self._store.transact(work)


def _attempts_end_at(now: datetime) -> datetime:
    """Return when every attempt that has begun has ended, even one that stands still for a while."""
    return now + 2 * timedelta(seconds=max(function.lease_seconds for function in topology.load().functions.values()))
