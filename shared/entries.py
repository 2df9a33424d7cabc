"""Where the ledger's documents are, and what is written to several of them at once.

    content_requests/{id}                      the record, written for a person
    content_requests/{id}/request_stages/{key} who holds which work, and what it gave
    content_requests/{id}/request_events/{…}   what happened, in order
    content_requests/{id}/request_metrics/{key} what a work took, used and cost; no words, so that it may be counted
    open_requests/{student}                    a student's requests that have not ended, each with its deadline
    spending/{day}/shards/{n}                  dollars spent; their sum is the day's
    request_counts/{whose}                     how many requests a student, or a part of a tenant, made lately; and how
                                               many resources a tenant added
    rejected_messages/{message id}             messages that nobody can work on

All paths are made here.
"""

import zlib
from datetime import datetime
from secrets import token_hex
from typing import Any, Self

from shared import documents
from shared.errors import LimitReached
from shared.models.request import RequestError
from shared.models.work import WorkKey
from shared.store import Fields, Transaction

SPENDING_SHARDS = 10
"""A Firestore document takes about one write a second for long; a day's spending is written more often."""
TENANT_SHARDS = 64
"""Likewise for what a school asks at once: with 10, a third of the commits of 20 who did had to be repeated."""


def record_path(request_id: str) -> str:
    """Return the path of a request's record."""
    return f"content_requests/{request_id}"


def stage_path(key: WorkKey) -> str:
    """Return the path of the document of a piece of work."""
    return f"{record_path(key.request_id)}/request_stages/{key.document}"


def metrics_path(key: WorkKey) -> str:
    """Return the path of what a piece of work took."""
    return f"{record_path(key.request_id)}/request_metrics/{key.document}"


def open_path(student_id: str) -> str:
    """Return the path of the document of a student's open requests."""
    return f"open_requests/{student_id}"


def student_count_path(tenant: str | None, student_id: str) -> str:
    """Return the path of a student's count; a colon is in no identifier."""
    return f"request_counts/student:{tenant or ''}:{student_id}"


def tenant_count_path(tenant: str | None, shard: int) -> str:
    """Return the path of one part of a tenant's count; those without a tenant are one."""
    return f"request_counts/tenant:{tenant or ''}:{shard}"


def resource_count_path(tenant: str | None) -> str:
    """Return the path of the count of resources that a tenant adds."""
    return f"request_counts/resources:{tenant or ''}"


def shards_path(day: datetime) -> str:
    """Return the path of the collection that holds a day's spending (UTC)."""
    return f"spending/{day:%Y-%m-%d}/shards"


def add_event(transaction: Transaction, key: WorkKey, kind: str, now: datetime, **details: Any) -> None:
    """Note what happened; the id sorts by time."""
    event = {"at": now, "kind": kind, "stage": key.stage, "scene": key.scene, **details}
    identifier = f"{now:%Y%m%dT%H%M%S.%f}-{token_hex(4)}"
    transaction.create(f"{record_path(key.request_id)}/request_events/{identifier}", event)


def add_spending(transaction: Transaction, whose: str, cost_usd: float, now: datetime) -> None:
    """Add what a request or a resource cost to what the day has."""
    if cost_usd:
        shard = zlib.crc32(whose.encode()) % SPENDING_SHARDS
        transaction.increase(f"{shards_path(now)}/{shard}", "cost_usd", cost_usd)


class OpenRequests:
    """Hold a student's requests that have not ended, as they were read in a transaction."""

    def __init__(self, transaction: Transaction, student_id: str, found: Fields | None) -> None:
        """Take what was found at `open_path`."""
        self._transaction = transaction
        self._path = open_path(student_id)
        self._deadlines: dict[str, datetime] = (found or {}).get("requests", {})

    @classmethod
    def read(cls, transaction: Transaction, student_id: str) -> Self:
        """Read them; this must come before the transaction's first write."""
        return cls(transaction, student_id, transaction.read(open_path(student_id)))

    def ensure_room(self, most: int, now: datetime) -> None:
        """Raise `LimitReached` where `most` are open; those past their deadline do not count."""
        if sum(until > now for until in self._deadlines.values()) >= most:
            reason = f"{most} of your lessons are being made right now. Please wait until one of them is ready."
            raise LimitReached("too_many_open_requests", reason)

    def add(self, request_id: str, deadline: datetime) -> None:
        """Open one more."""
        self._write(self._deadlines | {request_id: deadline})

    def remove(self, request_id: str) -> None:
        """Close one."""
        if request_id in self._deadlines:
            self._write({name: until for name, until in self._deadlines.items() if name != request_id})

    def _write(self, deadlines: dict[str, datetime]) -> None:
        self._transaction.set(self._path, {"requests": deadlines})


def accept(transaction: Transaction, opened: OpenRequests, record: Fields) -> None:
    """Create the record of a request that was just accepted, open it for its student, and note it."""
    opened.add(record["request_id"], record["deadline_at"])
    transaction.create(record_path(record["request_id"]), record)
    key = WorkKey(request_id=record["request_id"], stage="submit_request")
    add_event(transaction, key, "accepted", record["created_at"], origin=record["origin"])


def fail(transaction: Transaction, record: Fields, error: RequestError, cost_usd: float, now: datetime) -> None:
    """End a request that fails; `cost_usd` is its cost so far, all stages. Reads before it writes."""
    changes = documents.ended(error, cost_usd, now)
    end(transaction, record, changes, "failed", error.stage, code=error.code, reason=error.message)


def end(transaction: Transaction, record: Fields, changes: Fields, kind: str, stage: str, **details: Any) -> None:
    """End a request: change its record, close it for its student, and note it. Reads before it writes."""
    request_id = record["request_id"]
    opened = OpenRequests.read(transaction, record["student_id"])
    transaction.update(record_path(request_id), changes)
    opened.remove(request_id)
    key = WorkKey(request_id=request_id, stage=stage)
    add_event(transaction, key, kind, changes["updated_at"], **details)
