"""What a request's record holds, as pure functions from the old state to the new; `stage_documents` are of its work."""

from datetime import datetime, timedelta

from shared import progress, schema
from shared.errors import Taken
from shared.models.request import NOWHERE, ContentRecord, ContentRequest, Membership, RequestError, Status
from shared.store import Fields

ERASED_FOR = timedelta(days=30)
"""Longer than any message that may still ask for the request. Firestore deletes what is past its `expires_at`."""


def new_record(
    request: ContentRequest, origin: str, now: datetime, deadline: timedelta, membership: Membership = NOWHERE
) -> Fields:
    """Return the record of a request that was just accepted."""
    return request.model_dump(mode="json") | {
        "tenant": membership.tenant,
        "class_ids": list(membership.class_ids),
        schema.FIELD: schema.DOCUMENTS,
        "fingerprint": request.fingerprint,
        "origin": origin,
        "status": Status.PENDING.value,
        "progress_percentage": 0,
        "current_stage": progress.STAGES["submit_request"].label,
        "cost_usd": 0.0,
        "created_at": now,
        "updated_at": now,
        "deadline_at": now + deadline,
    }


def record_of(fields: Fields) -> ContentRecord:
    """Read a stored record."""
    request = ContentRequest.model_validate(
        {name: fields[name] for name in ContentRequest.model_fields if name in fields}
    )
    return ContentRecord(
        request=request, status=Status(fields["status"]), deadline_at=fields["deadline_at"], fields=fields
    )


def ensure_same(fields: Fields, request: ContentRequest) -> None:
    """Raise `Taken` where a stored record is that of another question, or of one that was erased."""
    if is_erased(fields):
        raise Taken(f"the request id {request.request_id!r} was that of a request that was erased")
    if fields["fingerprint"] != request.fingerprint:
        raise Taken(f"the request id {request.request_id!r} is taken by a request with other content")


def moved_on(fields: Fields, status: Status, percentage: int, label: str, now: datetime) -> Fields:
    """Return the changes of a record that moves forward; what is behind what it shows already changes nothing."""
    changes: Fields = {"status": status.value, "updated_at": now}
    if percentage >= fields.get("progress_percentage", 0):
        changes |= {"progress_percentage": percentage, "current_stage": label}
    if status is Status.COMPLETED:
        changes |= {"progress_percentage": 100, "current_stage": "Completed", "completed_at": now}
    return changes


def ended(error: RequestError, cost_usd: float, now: datetime) -> Fields:
    """Return the changes of a record whose request fails; `cost_usd` is its cost so far, all stages."""
    return {
        "status": Status.FAILED.value,
        "current_stage": "Failed",
        "error": error.model_dump(),
        "cost_usd": round(cost_usd, 6),
        "updated_at": now,
        "completed_at": now,
    }


def cancelled(fields: Fields, now: datetime, attempts_end_at: datetime) -> Fields:
    """Return the changes of a record whose request nobody wants any more; what it left behind is still there."""
    return {
        "status": Status.CANCELLED.value,
        "current_stage": "Cancelled",
        "cleaned_up": False,
        "clean_up_at": now,
        "deadline_at": max(fields["deadline_at"], attempts_end_at),
        "updated_at": now,
        "completed_at": now,
    }


def cleaned_up(fields: Fields, now: datetime) -> Fields:
    """Return the changes of a cancelled or erased record of which nothing is left.

    An attempt that stands still may leave something later, so it is looked at once more when none can any more.
    """
    is_over = fields["deadline_at"] <= now
    return {"cleaned_up": is_over, "clean_up_at": fields["deadline_at"]}


def erased(request_id: str, now: datetime, attempts_end_at: datetime) -> Fields:
    """Return what takes the place of a record that is erased: it keeps the id from coming back to life.

    Messages and attempts may still be under way: none of them may bring back what was erased. What an attempt leaves
    in a bucket is removed when the last of them has ended.
    """
    return {
        schema.FIELD: schema.DOCUMENTS,
        "request_id": request_id,
        "status": Status.CANCELLED.value,
        "current_stage": "Erased",
        "erased_at": now,
        "expires_at": now + ERASED_FOR,
        "cleaned_up": False,
        "clean_up_at": now,
        "deadline_at": attempts_end_at,
    }


def is_erased(fields: Fields) -> bool:
    """Tell whether a record is that of an erased request."""
    return "erased_at" in fields


def reopened(fields: Fields, now: datetime, deadline_at: datetime) -> Fields:
    """Return the changes of a failed record that is worked on again."""
    return {
        "status": Status.GENERATING.value,
        "current_stage": "Trying again",
        "error": None,
        "completed_at": None,
        "updated_at": now,
        "deadline_at": deadline_at,
        "times_reopened": fields.get("times_reopened", 0) + 1,
    }


def paid(fields: Fields, cost_usd: float, now: datetime) -> Fields:
    """Return the changes of a record whose request has cost more."""
    return {"cost_usd": round(fields["cost_usd"] + cost_usd, 6), "updated_at": now}


def too_late(stage: str) -> RequestError:
    """Return why a request past its deadline ends."""
    message = "This lesson took too long to make. Please ask again."
    return RequestError(code="deadline_exceeded", message=message, stage=stage)


def too_often(stage: str, work: Fields | None) -> RequestError:
    """Return why a request ends whose work was tried again and again; `work` is the stage document, if there is one."""
    message = "Something went wrong again and again while this lesson was made. Please ask again later."
    return RequestError(code="stage_failed", message=message, stage=stage, last_error=(work or {}).get("last_error"))
