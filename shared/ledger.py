"""The ledger of work: who may do it, what it gave, and which messages come next.

Every change is one transaction. A claimant writes only while its fence is the highest:

    claim (fence 1) ── lease ──┐ ends
                               └ claim (fence 2) ──── finish (fence 2): kept
    finish (fence 1), however late: LostLease, nothing written
"""

from datetime import datetime, timedelta

from shared import documents, progress, schema, topology
from shared.clock import Clock
from shared.entries import OpenRequests, add_event, add_spending, end, metrics_path, record_path, stage_path
from shared.errors import Busy, LostLease, Rejected
from shared.models.request import ContentRequest, RequestError, Status
from shared.models.work import AlreadyDone, AlreadyEnded, Claim, Finish, OutgoingMessage, Spent, WorkKey
from shared.reuse import leader_of
from shared.settings import Settings
from shared.store import Fields, Store, Transaction


class Ledger:
    """Give out work and record what comes of it."""

    def __init__(self, store: Store, settings: Settings, clock: Clock) -> None:
        """Keep documents in a store."""
        self._store = store
        self._settings = settings
        self._clock = clock

    def claim(
        self,
        key: WorkKey,
        message: OutgoingMessage,
        first: ContentRequest | None,
        published_at: datetime | None = None,
    ) -> Claim | AlreadyDone | AlreadyEnded:
        """Take a piece of work until its lease ends.

        `first` is a complete request that came with its message: where no record is there, it is created.
        `published_at` tells since when the message has waited.
        Raises `Busy` while somebody else's lease runs, `Rejected` where nobody knows the request, `LimitReached` where
        a new one is one too many, `TooNew` where later functions have written to it. A request that is out of time or
        of attempts is ended here.
        """

        def work(transaction: Transaction) -> Claim | AlreadyDone | AlreadyEnded:
            known = transaction.read(record_path(key.request_id))
            mine = transaction.read(stage_path(key))
            schema.ensure_document_known(known)
            schema.ensure_document_known(mine)
            if known and documents.is_erased(known):
                return AlreadyEnded(status=Status(known["status"]))
            record = known or documents.new_record(_complete(key, first), "pubsub", self._clock(), self._deadline)
            if first:
                documents.ensure_same(record, first)
            if mine and mine["status"] == "done":
                return AlreadyDone(unsent=documents.unsent(mine))
            if Status(record["status"]).is_terminal:
                return self._give_up(transaction, key, record, mine)
            if mine and mine["status"] == "running" and mine["lease_until"] > self._clock():
                raise Busy(f"{key.document} of {key.request_id} is being worked on until {mine['lease_until']}")
            if known and (error := self._hopeless(key, known, mine)):
                changes = documents.ended(error, known["cost_usd"], self._clock())
                end(transaction, known, changes, "failed", error.stage, code=error.code, reason=error.message)
                return AlreadyEnded(status=Status.FAILED)
            if not known:
                self._open(transaction, record)
            return self._take(transaction, key, message, record, mine, published_at)

        return self._store.transact(work)

    def finish(self, claim: Claim, finish: Finish) -> list[OutgoingMessage]:
        """Record that a claimed work is done, and return the messages to publish now.

        The message of a work on a scene is recorded by whichever scene is the last to be done, whatever the order.
        Raises `LostLease` where somebody else has claimed the work since.
        """
        key = claim.key

        def work(transaction: Transaction) -> list[OutgoingMessage]:
            record = _known(transaction, key.request_id)
            mine = _held(transaction, claim)
            count = record.get("scene_count", 0)
            done = _scenes_done(transaction, key, count)
            opened = OpenRequests.read(transaction, record["student_id"]) if finish.status.is_terminal else None
            now = self._clock()
            is_over = Status(record["status"]).is_terminal
            is_joined = key.scene is None or len(done) == count
            outbox = [finish.message] if finish.message and is_joined and not is_over else []
            _leave(transaction, key, mine, documents.finished_stage(mine, finish, outbox, now), now)
            add_spending(transaction, key.request_id, finish.spent.cost_usd, now)
            changes: Fields = documents.paid(record, finish.spent.cost_usd, now)
            if not is_over:
                percentage, label = (
                    progress.at_end(key.stage) if key.scene is None else progress.of_scenes(key.stage, len(done), count)
                )
                changes |= documents.moved_on(record, finish.status, percentage, label, now) | finish.record_fields
            transaction.update(record_path(key.request_id), changes)
            add_event(transaction, key, finish.event, now, attempt=claim.attempt)
            if opened:
                opened.remove(key.request_id)
            return outbox

        return self._store.transact(work)

    def release(self, claim: Claim, error: str, spent: Spent) -> None:
        """Give a claimed work back after an error that may pass, so that the next delivery need not wait."""

        def work(transaction: Transaction) -> None:
            record = _known(transaction, claim.key.request_id)
            mine = _held(transaction, claim)
            now = self._clock()
            _leave(transaction, claim.key, mine, documents.released_stage(mine, error, spent, now), now)
            add_spending(transaction, claim.key.request_id, spent.cost_usd, now)
            transaction.update(record_path(claim.key.request_id), documents.paid(record, spent.cost_usd, now))
            add_event(transaction, claim.key, "interrupted", now, attempt=claim.attempt, reason=error[:500])

        self._store.transact(work)

    def follow(self, claim: Claim, lesson_key: str, spent: Spent) -> bool:
        """Leave a claimed work until another request has made the lesson; return False where none makes it any more."""

        def work(transaction: Transaction) -> bool:
            record = _known(transaction, claim.key.request_id)
            mine = _held(transaction, claim)
            now = self._clock()
            leader = leader_of(transaction.read, lesson_key, now)
            if leader is None or leader.is_done:
                return False
            _leave(transaction, claim.key, mine, documents.following_stage(mine, lesson_key, spent, now), now)
            add_spending(transaction, claim.key.request_id, spent.cost_usd, now)
            changes = documents.paid(record, spent.cost_usd, now)
            if not Status(record["status"]).is_terminal:
                changes |= {"current_stage": progress.FOLLOWING}
            transaction.update(record_path(claim.key.request_id), changes)
            add_event(transaction, claim.key, "waiting", now, attempt=claim.attempt, reason=progress.FOLLOWING)
            return True

        return self._store.transact(work)

    def refuse(self, claim: Claim, error: RequestError, spent: Spent) -> None:
        """End a request from a stage that holds its work."""

        def work(transaction: Transaction) -> None:
            record = _known(transaction, claim.key.request_id)
            mine = _held(transaction, claim)
            now = self._clock()
            if Status(record["status"]).is_terminal:
                transaction.update(record_path(claim.key.request_id), documents.paid(record, spent.cost_usd, now))
            else:
                changes = documents.ended(error, record["cost_usd"] + spent.cost_usd, now)
                end(transaction, record, changes, "failed", error.stage, code=error.code, reason=error.message)
            stage = documents.released_stage(mine, error.message, spent, now) | {"status": "failed"}
            _leave(transaction, claim.key, mine, stage, now)
            add_spending(transaction, claim.key.request_id, spent.cost_usd, now)

        self._store.transact(work)

    def mark_sent(self, key: WorkKey) -> None:
        """Record that the messages of a finished work are published."""
        self._store.update(stage_path(key), {"unsent": False})

    @property
    def _deadline(self) -> timedelta:
        return timedelta(minutes=self._settings.request_deadline_minutes)

    def _open(self, transaction: Transaction, record: Fields) -> None:
        opened = OpenRequests.read(transaction, record["student_id"])
        opened.ensure_room(self._settings.maximum_open_requests_a_student, self._clock())
        opened.add(record["request_id"], record["deadline_at"])
        transaction.create(record_path(record["request_id"]), record)
        key = WorkKey(request_id=record["request_id"], stage="submit_request")
        add_event(transaction, key, "accepted", self._clock(), origin=record["origin"])

    def _take(
        self,
        transaction: Transaction,
        key: WorkKey,
        message: OutgoingMessage,
        record: Fields,
        mine: Fields | None,
        published_at: datetime | None,
    ) -> Claim:
        now = self._clock()
        lease = timedelta(seconds=topology.load().functions[key.stage].lease_seconds)
        waited = None if published_at is None else round(max(0.0, (now - published_at).total_seconds()), 3)
        held = documents.claimed_stage(key, mine, message, now, now + lease, waited)
        transaction.set(stage_path(key), held)
        if key.scene is None:
            percentage, label = progress.at_start(key.stage)
            moved = documents.moved_on(record, Status.GENERATING, percentage, label, now)
            transaction.update(record_path(key.request_id), moved)
        add_event(transaction, key, "started", now, attempt=held["attempt"])
        return Claim(
            key=key,
            attempt=held["attempt"],
            fence=held["fence"],
            record=documents.record_of(record),
            counted=frozenset(held["counted"]),
            queue_seconds=held["queue_seconds"] if mine is None else None,
        )

    def _give_up(self, transaction: Transaction, key: WorkKey, record: Fields, mine: Fields | None) -> AlreadyEnded:
        """Leave work on a request that has ended, so that nobody takes it for something to be recovered."""
        if mine and mine["status"] in ("running", "waiting", "following") and mine["lease_until"] <= self._clock():
            transaction.update(stage_path(key), documents.abandoned_stage())
        return AlreadyEnded(status=Status(record["status"]))

    def _hopeless(self, key: WorkKey, record: Fields, mine: Fields | None) -> RequestError | None:
        """Return why a request must end before this work is tried once more, or None where it need not."""
        if record["deadline_at"] <= self._clock():
            return documents.too_late(key.stage)
        subscription = topology.load().functions[key.stage].subscription
        if mine and subscription and mine["attempt"] >= subscription.maximum_delivery_attempts:
            return documents.too_often(key.stage, mine)
        return None


def _complete(key: WorkKey, first: ContentRequest | None) -> ContentRequest:
    if first is None:
        raise Rejected(f"no request has the id {key.request_id!r}, and the message is no complete request")
    return first


def _known(transaction: Transaction, request_id: str) -> Fields:
    record = transaction.read(record_path(request_id))
    if not record or documents.is_erased(record):
        raise LostLease(f"the record of {request_id} is gone")
    return record


def _held(transaction: Transaction, claim: Claim) -> Fields:
    mine = transaction.read(stage_path(claim.key))
    if not mine or mine["fence"] != claim.fence or mine["status"] != "running":
        raise LostLease(f"attempt {claim.attempt} of {claim.key.document} was taken over")
    return mine


def _leave(transaction: Transaction, key: WorkKey, held: Fields, changes: Fields, now: datetime) -> None:
    """Record how an attempt leaves its work, and what the work took so far."""
    transaction.update(stage_path(key), changes)
    transaction.set(metrics_path(key), documents.metrics(held | changes, now))


def _scenes_done(transaction: Transaction, key: WorkKey, count: int) -> set[int]:
    """Return the scenes that are done once this one is."""
    if key.scene is None:
        return set()
    others = [stage_path(key.model_copy(update={"scene": scene})) for scene in range(count) if scene != key.scene]
    found = transaction.read_all(others).values()
    return {key.scene} | {stage["scene"] for stage in found if stage["status"] == "done"}
