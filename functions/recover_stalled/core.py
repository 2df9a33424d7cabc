"""What counts as left half done."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from shared import documents
from shared.models.base import Record
from shared.models.work import OutgoingMessage, WorkKey
from shared.records import UnfinishedWork

TOO_LATE = "This lesson took too long to make. Please ask again."
SENDING_TAKES = timedelta(seconds=30)
"""A stage that finished so recently is probably publishing right now."""


class Leftover(Record):
    """Hold messages to publish again for one piece of work."""

    key: WorkKey
    messages: list[OutgoingMessage]
    is_outbox: bool
    """Whether the work is done and only its messages are missing."""


def leftovers(unfinished: Iterable[UnfinishedWork], now: datetime) -> list[Leftover]:
    """Return what to publish again: messages of finished work, and those that started work whose lease has run out."""
    found = []
    for work in unfinished:
        stage = work.fields
        if stage["status"] == "done" and stage["unsent"] and stage["finished_at"] <= now - SENDING_TAKES:
            found.append(Leftover(key=work.key, messages=documents.unsent(stage), is_outbox=True))
        elif stage["status"] == "running" and stage["lease_until"] <= now:
            message = OutgoingMessage.model_validate(stage["message"])
            found.append(Leftover(key=work.key, messages=[message], is_outbox=False))
    return found
