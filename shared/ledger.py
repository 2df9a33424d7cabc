"""The ledger of work: who may do it, what it gave, and which messages come next.

Every change is one transaction. A claimant writes only while its fence is the highest:

    claim (fence 1) ── lease ──┐ ends
                               └ claim (fence 2) ──── finish (fence 2): kept
    finish (fence 1), however late: LostLease, nothing written
"""

from datetime import datetime, timedelta

from shared import documents, progress, schema, stage_documents, topology
from shared.clock import Clock
from shared.entries import OpenRequests, accept, add_event, fail, record_path, stage_path
from shared.errors import Busy, Rejected
from shared.held import Held
from shared.models.request import ContentRequest, RequestError, Status
from shared.models.work import AlreadyDone, AlreadyEnded, Claim, Finish, OutgoingMessage, Spent, WorkKey
from shared.reuse import REASONS_OF_THE_LESSON, leader_of, led_by, refused, reuse_path
from shared.settings import Settings
from shared.store import Fields, Store, Transaction


class Ledger:
    """Give out work and record what comes of it."""

    def __init__(self, store: Store, settings: Settings, clock: Clock) -> None:
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
            known, mine = (transaction.read(path) for path in (record_path(key.request_id), stage_path(key)))
            schema.ensure_document_known(known)
            schema.ensure_document_known(mine)
            if known and documents.is_erased(known):
                return AlreadyEnded(status=Status(known["status"]))
            record = known or self._new_record(key, first)
            if first:
                documents.ensure_same(record, first)
            if mine and mine["status"] == "done":
                return AlreadyDone(unsent=stage_documents.unsent(mine))
            if Status(record["status"]).is_terminal:
                return self._give_up(transaction, key, record, mine)
            if mine and mine["status"] == "running" and mine["lease_until"] > self._clock():
                raise Busy(f"{key.document} of {key.request_id} is being worked on until {mine['lease_until']}")
            if known and (error := self._hopeless(key, known, mine)):
                fail(transaction, known, error, known["cost_usd"], self._clock())
                return AlreadyEnded(status=Status.FAILED)
            if not known:
                self._accept(transaction, record)
            return self._take(transaction, key, message, record, mine, published_at)

        return self._store.transact(work)

    def finish(self, claim: Claim, finish: Finish) -> list[OutgoingMessage] | None:
        """Record that a claimed work is done, and return the messages to publish now.

        The message of a work on a scene is recorded by whichever scene is the last to be done, whatever the order.
        Returns None where the request has ended meanwhile: the work does not count as done, and is done again if the
        request is started again.
        Raises `LostLease` where somebody else has claimed the work since.
        """
        key = claim.key

        def work(transaction: Transaction) -> list[OutgoingMessage] | None:
            held = Held.read(transaction, claim, self._clock)
            if held.is_over:
                held.leave(stage_documents.unwanted(held.work, finish.spent, held.now), finish.spent)
                held.pay(finish.spent, {})
                return None
            scenes = held.record.get("scene_count", 0)
            done = 0 if key.scene is None else held.scenes_done(scenes)
            opened = OpenRequests.read(transaction, held.record["student_id"]) if finish.status.is_terminal else None
            is_joined = key.scene is None or done == scenes
            outbox = [finish.message] if finish.message and is_joined else []
            held.leave(stage_documents.finished(held.work, finish, outbox, held.now), finish.spent)
            along = progress.at_end(key.stage) if key.scene is None else progress.of_scenes(key.stage, done, scenes)
            moved = documents.moved_on(held.record, finish.status, *along, held.now)
            held.pay(finish.spent, moved | finish.record_fields)
            held.note(finish.event)
            if opened:
                opened.remove(key.request_id)
            return outbox

        return self._store.transact(work)

    def release(self, claim: Claim, error: str, spent: Spent) -> None:
        """Give a claimed work back after an error that may pass, so that the next delivery need not wait."""

        def work(transaction: Transaction) -> None:
            held = Held.read(transaction, claim, self._clock)
            held.leave(stage_documents.released(held.work, error, spent, held.now), spent)
            held.pay(spent, {})
            held.note("interrupted", reason=error[:500])

        self._store.transact(work)

    def follow(self, claim: Claim, lesson_key: str, spent: Spent) -> bool:
        """Leave a claimed work until another request has made the lesson; return False where none makes it any more."""

        def work(transaction: Transaction) -> bool:
            held = Held.read(transaction, claim, self._clock)
            leader = leader_of(transaction.read, lesson_key, held.now)
            if leader is None or leader.is_done:
                return False
            held.leave(stage_documents.following(held.work, lesson_key, spent, held.now), spent)
            held.pay(spent, {} if held.is_over else {"current_stage": progress.FOLLOWING})
            held.note("waiting", reason=progress.FOLLOWING)
            return True

        return self._store.transact(work)

    def refuse(self, claim: Claim, error: RequestError, spent: Spent) -> bool:
        """End a request from a stage that holds its work; return whether those that wait for its lesson end with it."""

        def work(transaction: Transaction) -> bool:
            held = Held.read(transaction, claim, self._clock)
            is_of_lesson = error.code in REASONS_OF_THE_LESSON and not held.is_over
            lesson_key = led_by(transaction.read, held.record) if is_of_lesson else None
            if held.is_over:
                held.pay(spent, {})
            else:
                fail(transaction, held.record, error, held.record["cost_usd"] + spent.cost_usd, held.now)
            if lesson_key:
                transaction.update(reuse_path(lesson_key), refused(error, held.now))
            left = stage_documents.released(held.work, error.message, spent, held.now) | {"status": "failed"}
            held.leave(left, spent)
            return lesson_key is not None

        return self._store.transact(work)

    def mark_sent(self, key: WorkKey) -> None:
        """Record that the messages of a finished work are published."""
        self._store.update(stage_path(key), {"unsent": False})

    def _new_record(self, key: WorkKey, first: ContentRequest | None) -> Fields:
        if first is None:
            raise Rejected(f"no request has the id {key.request_id!r}, and the message is no complete request")
        return documents.new_record(first, "pubsub", self._clock(), self._settings.request_deadline)

    def _accept(self, transaction: Transaction, record: Fields) -> None:
        opened = OpenRequests.read(transaction, record["student_id"])
        opened.ensure_room(self._settings.maximum_open_requests_a_student, self._clock())
        accept(transaction, opened, record)

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
        held = stage_documents.claimed(key, mine, message, now, now + lease, waited)
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
            transaction.update(stage_path(key), stage_documents.abandoned())
        return AlreadyEnded(status=Status(record["status"]))

    def _hopeless(self, key: WorkKey, record: Fields, mine: Fields | None) -> RequestError | None:
        """Return why a request must end before this work is tried once more, or None where it need not."""
        if record["deadline_at"] <= self._clock():
            return documents.too_late(key.stage)
        if mine and stage_documents.is_tried_out(mine):
            return documents.too_often(key.stage, mine)
        return None
