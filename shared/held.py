"""Claimed work as its holder leaves it: done, given back, waiting or refused.

However it is left, one commit records what it took and cost: on the work, its metrics, the record and the day's
spending.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from shared import documents, stage_documents
from shared.clock import Clock
from shared.entries import add_event, add_spending, metrics_path, record_path, stage_path
from shared.errors import LostLease
from shared.models.request import Status
from shared.models.work import Claim, Spent, WorkKey
from shared.store import Fields, Transaction


@dataclass(frozen=True)
class Held:
    """Hold claimed work and its request's record, as they were read in a transaction."""

    transaction: Transaction
    claim: Claim
    record: Fields
    work: Fields
    now: datetime

    @classmethod
    def read(cls, transaction: Transaction, claim: Claim, clock: Clock) -> Self:
        """Read both; raise `LostLease` where the record is gone or somebody else has claimed the work since."""
        record = transaction.read(record_path(claim.key.request_id))
        if not record or documents.is_erased(record):
            raise LostLease(f"the record of {claim.key.request_id} is gone")
        return cls(transaction, claim, record, _work_of(transaction, claim), clock())

    @property
    def key(self) -> WorkKey:
        """Return which work it is."""
        return self.claim.key

    @property
    def is_over(self) -> bool:
        """Tell whether the request has ended meanwhile."""
        return Status(self.record["status"]).is_terminal

    def scenes_done(self, count: int) -> int:
        """Return how many of `count` scenes are done once this one is; reads, and must come before the first write."""
        scenes = (self.key.model_copy(update={"scene": scene}) for scene in range(count))
        others = self.transaction.read_all([stage_path(scene) for scene in scenes if scene != self.key])
        return 1 + sum(1 for stage in others.values() if stage["status"] == "done")

    def leave(self, changes: Fields, spent: Spent) -> None:
        """Record how the attempt leaves the work, what the work took so far, and what the day has cost."""
        self.transaction.update(stage_path(self.key), changes)
        self.transaction.set(metrics_path(self.key), stage_documents.metrics(self.work | changes, self.now))
        add_spending(self.transaction, self.key.request_id, spent.cost_usd, self.now)

    def pay(self, spent: Spent, changes: Fields) -> None:
        """Record on the request what the attempt cost, and what else has changed."""
        paid = documents.paid(self.record, spent.cost_usd, self.now)
        self.transaction.update(record_path(self.key.request_id), paid | changes)

    def note(self, kind: str, **details: Any) -> None:
        """Note what the attempt came to."""
        add_event(self.transaction, self.key, kind, self.now, attempt=self.claim.attempt, **details)


def _work_of(transaction: Transaction, claim: Claim) -> Fields:
    work = transaction.read(stage_path(claim.key))
    if not work or work["fence"] != claim.fence or work["status"] != "running":
        raise LostLease(f"attempt {claim.attempt} of {claim.key.document} was taken over")
    return work
