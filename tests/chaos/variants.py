"""Known-bad variants: the contract with one rule broken, as others have shipped it. Every function here is one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from shared import documents, entries, held, leftovers, stage, stage_documents
from shared.cost import Usage
from shared.errors import Busy, Refused
from shared.held import Held
from shared.ledger import Ledger
from shared.models.request import ContentRequest, Membership, Status
from shared.models.work import AlreadyDone, AlreadyEnded, Claim, Finish, OutgoingMessage, Spent, WorkKey
from shared.requests import Requests
from shared.results import Results
from shared.store import Fields, Transaction
from tests.chaos.world import Parts
from tests.fakes.bucket import InProcessBucket


def no_fence_check(patch: pytest.MonkeyPatch) -> None:
    """Let whoever comes write, however late."""

    def work_of(transaction: Transaction, claim: Claim) -> Fields:
        return transaction.read(entries.stage_path(claim.key)) or {}

    patch.setattr(held, "_work_of", work_of)


def no_outbox(patch: pytest.MonkeyPatch) -> Parts:
    """Publish after the commit, and record nothing of it."""

    class Forgetful(Ledger):
        def finish(self, claim: Claim, finish: Finish) -> list[OutgoingMessage]:
            outbox = super().finish(claim, finish)
            path = entries.stage_path(claim.key)
            self._store.transact(lambda change: change.update(path, {"outbox": [], "unsent": False}))
            return outbox

    return Parts(ledger=Forgetful)


def counter_at_the_join(patch: pytest.MonkeyPatch) -> Parts:
    """Count finished scenes on the record instead of looking at the set of them."""

    class Counting(Ledger):
        def finish(self, claim: Claim, finish: Finish) -> list[OutgoingMessage]:
            if claim.key.scene is None or finish.message is None:
                return super().finish(claim, finish)
            super().finish(claim, finish.model_copy(update={"message": None}))
            message = finish.message

            def count(transaction: Transaction) -> list[OutgoingMessage]:
                path = entries.record_path(claim.key.request_id)
                record = transaction.read(path) or {}
                finished = record.get("scenes_finished", 0) + 1
                transaction.update(path, {"scenes_finished": finished})
                if finished != record["scene_count"]:
                    return []
                transaction.update(entries.stage_path(claim.key), {"outbox": [message.model_dump()], "unsent": True})
                return [message]

            return self._store.transact(count)

    return Parts(ledger=Counting)


def dedupe_by_message_id(patch: pytest.MonkeyPatch) -> Parts:
    """Take a message with a new id for new work."""

    class ByMessage(Ledger):
        def claim(self, key: WorkKey, *arguments: Any) -> Claim | AlreadyDone | AlreadyEnded:
            message_id = self._store._watcher.current.delivery.message_id  # the world watches its store
            path = entries.stage_path(key)
            seen = self._store.read(path)
            if seen and seen["status"] == "done" and seen.get("message_id") != message_id:
                self._store.transact(lambda change: change.update(path, {"status": "waiting"}))
            answer = super().claim(key, *arguments)
            if isinstance(answer, Claim):
                self._store.transact(lambda change: change.update(path, {"message_id": message_id}))
            return answer

    return Parts(ledger=ByMessage)


def lease_without_end(patch: pytest.MonkeyPatch) -> None:
    """Give work to one who may die with it."""
    claimed = stage_documents.claimed

    def forever(*arguments: Any) -> Fields:
        held = claimed(*arguments)
        return held | {"lease_until": held["lease_until"].replace(year=9999)}

    patch.setattr(stage_documents, "claimed", forever)


def publish_before_commit(patch: pytest.MonkeyPatch) -> None:
    """Tell the next stage before the work is recorded."""

    def attempt(declared: Any, work: Any, claim: Claim, cloud: Any) -> None:
        publish = cloud.ledger.finish

        def finish(claim: Claim, finish: Finish) -> list[OutgoingMessage]:
            if finish.message and claim.key.scene is None:
                cloud.publisher.publish([finish.message])
            return publish(claim, finish)

        cloud.ledger.finish = finish
        original(declared, work, claim, cloud)

    original = stage._attempt
    patch.setattr(stage, "_attempt", attempt)


def acknowledge_a_duplicate_while_the_first_runs(patch: pytest.MonkeyPatch) -> Parts:
    """Take work that somebody holds for work that somebody does."""

    def run(*arguments: Any) -> None:
        try:
            stage.run(*arguments)
        except Busy:
            return

    return Parts(run=run)


def progress_that_falls(patch: pytest.MonkeyPatch) -> None:
    """Write whatever a stage thinks of the progress."""

    def moved(fields: Fields, status: Status, percentage: int, label: str, now: Any) -> Fields:
        return {"status": status.value, "progress_percentage": percentage, "current_stage": label, "updated_at": now}

    patch.setattr(documents, "moved_on", moved)


def work_done_for_a_request_that_has_ended(patch: pytest.MonkeyPatch) -> None:
    """Take work for done although nothing comes of it: whoever starts the request again waits for ever."""

    def unwanted(held: Fields, spent: Spent, now: datetime) -> Fields:
        nothing = Finish(output={}, record_fields={}, status=Status.GENERATING, message=None, spent=spent)
        return stage_documents.finished(held, nothing, [], now)

    patch.setattr(stage_documents, "unwanted", unwanted)


def an_end_that_is_not_the_end(patch: pytest.MonkeyPatch) -> None:
    """Write a status without looking at the one that is there."""
    patch.setattr(Status, "is_terminal", property(lambda status: False))


def no_generation_precondition(patch: pytest.MonkeyPatch) -> Parts:
    """Write over objects that are there."""

    class Overwriting(InProcessBucket):
        def _may_write(self, path: str) -> bool:
            return True

    return Parts(bucket=Overwriting)


def retry_of_permanent_failures(patch: pytest.MonkeyPatch) -> None:
    """Treat a refusal like an error that may pass."""
    original = stage._attempt

    def attempt(declared: stage.Stage, *arguments: Any) -> None:
        def function(*given: Any) -> Any:
            try:
                return declared.function(*given)
            except Refused as refused:
                raise Busy(refused.message) from refused

        original(stage.Stage(declared.name, declared.input, function), *arguments)

    patch.setattr(stage, "_attempt", attempt)


def results_that_are_not_looked_for(patch: pytest.MonkeyPatch) -> None:
    """Pay again for what is stored."""
    patch.setattr(Results, "describe", lambda results, path: None)


def an_own_result_that_was_second(patch: pytest.MonkeyPatch) -> None:
    """Go on with an own result where another attempt's is the stored one."""
    keep = Results.keep

    def own(results: Results, path: str, data: bytes, content_type: str, usage: Usage, *metadata: Any) -> Any:
        return keep(results, path, data, content_type, usage, *metadata)._replace(data=data)

    patch.setattr(Results, "keep", own)


def cost_of_the_dead_forgotten(patch: pytest.MonkeyPatch) -> None:
    """Record only what an attempt paid for itself."""
    patch.setattr(Results, "describe", lambda results, path: results._bucket.metadata(path))


def sent_before_it_is_published(patch: pytest.MonkeyPatch) -> None:
    """Mark messages as sent and then send them, with nobody looking for those that never came."""

    def send(key: WorkKey, messages: list[OutgoingMessage], cloud: Any) -> None:
        if messages:
            cloud.ledger.mark_sent(key)
            cloud.publisher.publish(messages)

    patch.setattr(stage, "_send", send)
    patch.setattr(leftovers, "_patience", lambda name: timedelta(days=1))


def check_then_create(patch: pytest.MonkeyPatch) -> None:
    """Look for a request in one step and create it in another."""

    def accept(
        requests: Requests, request: ContentRequest, origin: str, message: OutgoingMessage, membership: Membership
    ) -> bool:
        key = WorkKey(request_id=request.request_id, stage="submit_request")
        if requests._store.read(entries.record_path(key.request_id)):
            return False
        now = requests._clock()

        def create(transaction: Transaction) -> bool:
            opened = entries.OpenRequests.read(transaction, request.student_id)
            opened.add(key.request_id, now + requests._deadline)
            record = documents.new_record(request, origin, now, requests._deadline, membership)
            transaction.set(entries.record_path(key.request_id), record)
            transaction.set(entries.stage_path(key), stage_documents.submitted(key, message, now))
            return True

        return requests._store.transact(create)

    patch.setattr(Requests, "accept", accept)


def metrics_in_a_commit_of_their_own(patch: pytest.MonkeyPatch) -> Parts:
    """Count what a work took after it is recorded as done."""
    leave = Held.leave
    later: list[Callable[[Transaction], None]] = []

    def only_the_work(held: Held, changes: Fields, spent: Spent) -> None:
        held.transaction.update(entries.stage_path(held.key), changes)
        later[:] = [lambda change: leave(replace(held, transaction=change), changes, spent)]

    class Afterwards(Ledger):
        def finish(self, claim: Claim, finish: Finish) -> list[OutgoingMessage]:
            outbox = super().finish(claim, finish)
            self._store.transact(later.pop())
            return outbox

    patch.setattr(Held, "leave", only_the_work)
    return Parts(ledger=Afterwards)
