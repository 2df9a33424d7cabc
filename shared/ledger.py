"""The ledger of requests and of the work on them, in Firestore.

    content_requests/{id}                      the record, written for a person
    content_requests/{id}/request_stages/{key} who holds which work, and what it gave
    content_requests/{id}/request_events/{…}   what happened, in order
    rejected_messages/{message id}             messages that nobody can work on

Every change is one transaction. A claimant writes only while its fence is the highest:

    claim (fence 1) ── lease ──┐ ends
                               └ claim (fence 2) ──── finish (fence 2): kept
    finish (fence 1), however late: LostLease, nothing written
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from shared import documents, progress, topology
from shared.cost import Usage
from shared.documents import Fields
from shared.errors import Busy, LostLease, Rejected
from shared.models.request import ContentRecord, ContentRequest, RequestError, Status
from shared.models.work import AlreadyDone, AlreadyEnded, Claim, Finish, OutgoingMessage, WorkKey

if TYPE_CHECKING:
    from google.cloud.firestore import Client, DocumentReference, Transaction

Result = TypeVar("Result")

CONTENTION_SECONDS = 60.0


class Ledger:
    """Keep requests and the work on them."""

    def __init__(self, client: "Client", deadline_minutes: int) -> None:
        """Use a Firestore client; requests may take `deadline_minutes` before they are given up."""
        self._client = client
        self._deadline = timedelta(minutes=deadline_minutes)

    def accept(self, request: ContentRequest, origin: str, message: OutgoingMessage) -> bool:
        """Create a request's record together with its first message, not yet sent.

        Returns False where the same request is there already; raises `Rejected` where another one has its id.
        """

        def work(transaction: "Transaction") -> bool:
            known = _fields(self._record(request.request_id).get(transaction=transaction))
            if known:
                documents.ensure_same(known, request)
                return False
            now = _now()
            self._create(transaction, documents.new_record(request, origin, now, self._deadline))
            key = WorkKey(request_id=request.request_id, stage="submit_request")
            transaction.create(self._stage(key), documents.submitted_stage(message, now))
            return True

        return self._transact(work)

    def claim(
        self, key: WorkKey, message: OutgoingMessage, first: ContentRequest | None
    ) -> Claim | AlreadyDone | AlreadyEnded:
        """Take a piece of work until its lease ends.

        `first` is a complete request that came with its message: where no record is there, it is created.
        Raises `Busy` while somebody else's lease runs, `Rejected` where nobody knows the request.
        """

        def work(transaction: "Transaction") -> Claim | AlreadyDone | AlreadyEnded:
            record = _fields(self._record(key.request_id).get(transaction=transaction))
            mine = _fields(self._stage(key).get(transaction=transaction))
            now = _now()
            is_new = not record
            if first and record:
                documents.ensure_same(record, first)
            if not record:
                record = self._first_record(key, first, now)
            if mine and mine["status"] == "done":
                return AlreadyDone(unsent=documents.unsent(mine))
            if Status(record["status"]).is_terminal:
                return AlreadyEnded(status=Status(record["status"]))
            if mine and mine["status"] == "running" and mine["lease_until"] > now:
                raise Busy(f"{key.document} of {key.request_id} is being worked on until {mine['lease_until']}")
            lease = timedelta(seconds=topology.load().functions[key.stage].lease_seconds)
            held = documents.claimed_stage(key, mine, message, now, now + lease)
            if is_new:
                self._create(transaction, record)
            transaction.set(self._stage(key), held)
            if key.scene is None:
                percentage, label = progress.at_start(key.stage)
                moved = documents.moved_on(record, Status.GENERATING, percentage, label, now)
                transaction.update(self._record(key.request_id), moved)
            self._event(transaction, key, "started", attempt=held["attempt"])
            return Claim(key=key, attempt=held["attempt"], fence=held["fence"], record=documents.record_of(record))

        return self._transact(work)

    def finish(self, claim: Claim, finish: Finish) -> list[OutgoingMessage]:
        """Record that a claimed work is done, and return the messages to publish now.

        The message of a work on a scene is recorded by whichever scene is the last to be done, whatever the order.
        Raises `LostLease` where somebody else has claimed the work since.
        """
        key = claim.key

        def work(transaction: "Transaction") -> list[OutgoingMessage]:
            record = self._known_record(transaction, key.request_id)
            mine = self._held(transaction, claim)
            count = record.get("scene_count", 0)
            done = self._scenes_done(transaction, key, count)
            now = _now()
            is_over = Status(record["status"]).is_terminal
            is_joined = key.scene is None or len(done) == count
            outbox = [finish.message] if finish.message and is_joined and not is_over else []
            transaction.update(self._stage(key), documents.finished_stage(mine, finish, outbox, now))
            changes: Fields = {"cost_usd": round(record["cost_usd"] + finish.cost_usd, 6), "updated_at": now}
            if not is_over:
                percentage, label = (
                    progress.at_end(key.stage) if key.scene is None else progress.of_scenes(key.stage, len(done), count)
                )
                changes |= documents.moved_on(record, finish.status, percentage, label, now) | finish.record_fields
            transaction.update(self._record(key.request_id), changes)
            self._event(transaction, key, "finished", attempt=claim.attempt)
            return outbox

        return self._transact(work)

    def release(self, claim: Claim, error: str, usage: Usage, cost_usd: float) -> None:
        """Give a claimed work back after an error that may pass, so that the next delivery need not wait."""

        def work(transaction: "Transaction") -> None:
            record = self._known_record(transaction, claim.key.request_id)
            mine = self._held(transaction, claim)
            now = _now()
            transaction.update(self._stage(claim.key), documents.released_stage(mine, error, usage, cost_usd, now))
            spent = {"cost_usd": round(record["cost_usd"] + cost_usd, 6), "updated_at": now}
            transaction.update(self._record(claim.key.request_id), spent)
            self._event(transaction, claim.key, "interrupted", attempt=claim.attempt, reason=error[:500])

        self._transact(work)

    def refuse(self, claim: Claim, error: RequestError, usage: Usage, cost_usd: float) -> None:
        """End a request from a stage that holds its work."""

        def work(transaction: "Transaction") -> None:
            record = self._known_record(transaction, claim.key.request_id)
            mine = self._held(transaction, claim)
            now = _now()
            stage = documents.released_stage(mine, error.message, usage, cost_usd, now) | {"status": "failed"}
            transaction.update(self._stage(claim.key), stage)
            if not Status(record["status"]).is_terminal:
                self._end(transaction, record, error, cost_usd, now)

        self._transact(work)

    def fail(self, request_id: str, error: RequestError) -> bool:
        """End a request from outside its stages; return False where it has ended already or was never known."""

        def work(transaction: "Transaction") -> bool:
            record = _fields(self._record(request_id).get(transaction=transaction))
            if not record or Status(record["status"]).is_terminal:
                return False
            self._end(transaction, record, error, 0.0, _now())
            return True

        return self._transact(work)

    def mark_sent(self, key: WorkKey) -> None:
        """Record that the messages of a finished work are published."""
        self._stage(key).update({"unsent": False})

    def reject(self, message_id: str, function: str, message: OutgoingMessage, reason: str) -> None:
        """Keep a message that nobody can work on, with the reason."""
        kept = {
            "function": function,
            "topic": message.topic,
            "data": message.data[:20_000],
            "attributes": message.attributes,
            "reason": reason[:2_000],
            "rejected_at": _now(),
        }
        self._client.collection("rejected_messages").document(message_id).set(kept)

    def read(self, request_id: str) -> ContentRecord | None:
        """Return a request's record, or None where there is none."""
        record = _fields(self._record(request_id).get())
        return documents.record_of(record) if record else None

    def stages(self, request_id: str) -> dict[str, Fields]:
        """Return the documents of all work on a request, by key."""
        found = self._record(request_id).collection("request_stages").stream()
        return {stage.id: stage.to_dict() or {} for stage in found}

    def events(self, request_id: str) -> list[Fields]:
        """Return what happened to a request, in order."""
        found = self._record(request_id).collection("request_events").order_by("at").stream()
        return [event.to_dict() or {} for event in found]

    def _first_record(self, key: WorkKey, first: ContentRequest | None, now: datetime) -> Fields:
        if first is None:
            raise Rejected(f"no request has the id {key.request_id!r}, and the message is no complete request")
        return documents.new_record(first, "pubsub", now, self._deadline)

    def _create(self, transaction: "Transaction", record: Fields) -> None:
        transaction.create(self._record(record["request_id"]), record)
        key = WorkKey(request_id=record["request_id"], stage="submit_request")
        self._event(transaction, key, "accepted", origin=record["origin"])

    def _end(
        self, transaction: "Transaction", record: Fields, error: RequestError, cost_usd: float, now: datetime
    ) -> None:
        reference = self._record(record["request_id"])
        transaction.update(reference, documents.ended(error, record["cost_usd"] + cost_usd, now))
        key = WorkKey(request_id=record["request_id"], stage=error.stage)
        self._event(transaction, key, "failed", code=error.code, reason=error.message)

    def _known_record(self, transaction: "Transaction", request_id: str) -> Fields:
        record = _fields(self._record(request_id).get(transaction=transaction))
        if not record:
            raise LostLease(f"the record of {request_id} is gone")
        return record

    def _held(self, transaction: "Transaction", claim: Claim) -> Fields:
        mine = _fields(self._stage(claim.key).get(transaction=transaction))
        if not mine or mine["fence"] != claim.fence or mine["status"] != "running":
            raise LostLease(f"attempt {claim.attempt} of {claim.key.document} was taken over")
        return mine

    def _scenes_done(self, transaction: "Transaction", key: WorkKey, count: int) -> set[int]:
        """Return the scenes that are done once this one is."""
        if key.scene is None:
            return set()
        others = [scene for scene in range(count) if scene != key.scene]
        references = [self._stage(key.model_copy(update={"scene": scene})) for scene in others]
        found = (_fields(snapshot) for snapshot in self._client.get_all(references, transaction=transaction))
        return {key.scene} | {stage["scene"] for stage in found if stage and stage["status"] == "done"}

    def _event(self, transaction: "Transaction", key: WorkKey, kind: str, **details: Any) -> None:
        event = {"at": _now(), "kind": kind, "stage": key.stage, "scene": key.scene, **details}
        transaction.create(self._record(key.request_id).collection("request_events").document(), event)

    def _record(self, request_id: str) -> "DocumentReference":
        return self._client.collection("content_requests").document(request_id)

    def _stage(self, key: WorkKey) -> "DocumentReference":
        reference: DocumentReference = self._record(key.request_id).collection("request_stages").document(key.document)
        return reference

    def _transact(self, work: Callable[["Transaction"], Result]) -> Result:
        """Run a transaction until it is not disturbed.

        The client repeats a disturbed transaction at once, so that those who disturb each other meet again and again;
        waiting a random time in between ends that.
        """
        from google.api_core import exceptions, retry
        from google.cloud import firestore

        def attempt() -> Result:
            try:
                result: Result = firestore.transactional(work)(self._client.transaction(max_attempts=1))
            except ValueError as error:
                if isinstance(error.__cause__, exceptions.Aborted):
                    raise error.__cause__ from error
                raise
            return result

        disturbed = retry.if_exception_type(exceptions.Aborted)
        return retry.Retry(disturbed, initial=0.05, maximum=2.0, timeout=CONTENTION_SECONDS)(attempt)()


def _fields(snapshot: Any) -> Fields | None:
    fields: Fields | None = snapshot.to_dict()
    return fields


def _now() -> datetime:
    return datetime.now(UTC)
