"""What the ledger's documents of work hold, stage by stage, as pure functions from the old state to the new.

running ──┬─ done        finished: its messages go out
├─ waiting     released: free to be claimed at once
├─ following   waits for a lesson that another request makes
└─ failed      its request was refused
any but done ── abandoned   its request has ended otherwise
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared import schema, topology
from shared.cost import Usage
from shared.models.work import Finish, OutgoingMessage, Spent, WorkKey
from shared.store import Fields

OUTCOMES = {"done": "finished", "failed": "refused", "waiting": "interrupted", "following": "waited"}
"""What an attempt came to, as the log says it, by the status of its work."""


def submitted(key: WorkKey, message: OutgoingMessage, now: datetime) -> Fields:
    """Return the stage document of a request that came over HTTP: done, and its message not yet sent."""
    return {
        schema.FIELD: schema.DOCUMENTS,
        "request_id": key.request_id,
        "stage": key.stage,
        "scene": None,
        "status": "done",
        "attempt": 1,
        "fence": 1,
        "outbox": [message.model_dump()],
        "unsent": True,
        "started_at": now,
        "finished_at": now,
        "cost_usd": 0.0,
    }


def claimed(
    key: WorkKey,
    before: Fields | None,
    message: OutgoingMessage,
    now: datetime,
    lease_until: datetime,
    queue_seconds: float | None = None,
) -> Fields:
    """Return the stage document of a work that is being claimed, for the first time or again.

    `queue_seconds` is how long its message has waited; of the first claim it is kept.
    """
    first: Fields = {"attempt": 0, "fence": 0, "first_started_at": now, "queue_seconds": queue_seconds}
    earlier = before or first | {"cost_usd": 0.0, "usage": Usage().model_dump(), "counted": []}
    return {
        schema.FIELD: schema.DOCUMENTS,
        "request_id": key.request_id,
        "stage": key.stage,
        "scene": key.scene,
        "status": "running",
        "attempt": earlier["attempt"] + 1,
        "fence": earlier["fence"] + 1,
        "lease_until": lease_until,
        "message": message.model_dump(),
        "unsent": False,
        "started_at": now,
        "first_started_at": earlier.get("first_started_at"),
        "queue_seconds": earlier.get("queue_seconds"),
        "cost_usd": earlier["cost_usd"],
        "usage": earlier["usage"],
        "counted": earlier["counted"],
        "waits": earlier.get("waits", 0),
        "last_error": earlier.get("last_error"),
    }


def finished(held: Fields, finish: Finish, outbox: list[OutgoingMessage], now: datetime) -> Fields:
    """Return the changes of a stage document whose work is done."""
    return _spent(held, finish.spent) | {
        "status": "done",
        "output": finish.output,
        "outbox": [message.model_dump() for message in outbox],
        "unsent": bool(outbox),
        "finished_at": now,
        "lease_until": now,
    }


def released(held: Fields, error: str, spent: Spent, now: datetime) -> Fields:
    """Return the changes of a stage document whose attempt failed: free to be claimed at once."""
    return _spent(held, spent) | {"status": "waiting", "last_error": error[:2_000], "lease_until": now}


def following(held: Fields, key: str, spent: Spent, now: datetime) -> Fields:
    """Return the changes of a stage document whose work waits for a lesson that another request makes.

    To wait is no failed attempt: the work may be tried as often as at first.
    """
    waiting = {"status": "following", "follows": key, "waits": held.get("waits", 0) + 1}
    return _spent(held, spent) | waiting | {"attempt": 0, "lease_until": now}


def reopened(now: datetime) -> Fields:
    """Return the changes of a stage document whose work may be tried as often as at first; its fence stays."""
    return {"attempt": 0, "status": "waiting", "lease_until": now}


def unwanted(held: Fields, spent: Spent, now: datetime) -> Fields:
    """Return the changes of a stage document whose attempt came to its end after its request had."""
    return _spent(held, spent) | abandoned() | {"lease_until": now}


def abandoned() -> Fields:
    """Return the changes of a stage document that nobody is to take up again."""
    return {"status": "abandoned", "follows": None}


def is_tried_out(stage: Fields) -> bool:
    """Tell whether a work was tried as often as it may be."""
    subscription = topology.load().functions[stage["stage"]].subscription
    return subscription is not None and bool(stage["attempt"] >= subscription.maximum_delivery_attempts)


def metrics(stage: Fields, now: datetime) -> Fields:
    """Return what a work took, from its stage document as an attempt has just left it.

    Attempts are counted by fences: reopening a request gives its work new attempts.
    """
    is_decided = stage["status"] in ("done", "failed", "abandoned")
    return {
        schema.FIELD: schema.DOCUMENTS,
        "request_id": stage["request_id"],
        "stage": stage["stage"],
        "scene": stage["scene"],
        "outcome": OUTCOMES.get(stage["status"], stage["status"]),
        "attempts": stage["fence"],
        "failures": stage["fence"] - is_decided - stage.get("waits", 0),
        "queue_seconds": stage.get("queue_seconds"),
        "started_at": stage.get("first_started_at"),
        "ended_at": now,
        "duration_seconds": round((now - stage["started_at"]).total_seconds(), 3),
        "usage": stage["usage"],
        "cost_usd": stage["cost_usd"],
    }


def outbox(stage: Fields) -> list[OutgoingMessage]:
    """Return the messages that a finished stage was to publish."""
    return [OutgoingMessage.model_validate(message) for message in stage["outbox"]]


def unsent(stage: Fields) -> list[OutgoingMessage]:
    """Return the messages that a finished stage may not have published."""
    return outbox(stage) if stage["unsent"] else []


def _spent(held: Fields, spent: Spent) -> Fields:
    total: Mapping[str, Any] = (Usage.model_validate(held["usage"]) + spent.usage).model_dump()
    counted = sorted({*held["counted"], *spent.counted})
    return {"usage": total, "cost_usd": round(held["cost_usd"] + spent.cost_usd, 6), "counted": counted}
