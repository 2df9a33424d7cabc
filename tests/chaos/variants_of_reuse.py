"""Known-bad variants of reuse: of many who ask for a lesson one makes it, with one rule of that broken."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from functions.reuse_lesson import main as reuse_lesson_main
from shared import entries, ledger, paths, reuse
from shared.models.request import Status
from shared.reuse import Leader, Reuse
from shared.store import Fields
from tests.chaos.world import Parts
from tests.fakes.bucket import InProcessBucket


def look_then_lead(patch: pytest.MonkeyPatch) -> Parts:
    """Look in one step who leads a lesson, and lead in another."""

    class Apart(Reuse):
        def lead(self, key: str, request_id: str) -> Leader | None:
            leader = reuse.leader_of(self._store.read, key, self._clock())
            if leader:
                return None if leader.request_id == request_id else leader
            now = self._clock()
            until = now + timedelta(days=1)
            register = {"request_id": request_id, "led_from": now, "expires_at": until}
            self._store.set(reuse.reuse_path(key), register)
            return None

    return Parts(reuse=Apart)


def a_leader_that_is_never_replaced(patch: pytest.MonkeyPatch) -> None:
    """Wait for a lesson whose request has failed or was cancelled."""
    leader_of = reuse.leader_of

    def for_ever(read: Callable[[str], Fields | None], key: str, now: datetime) -> Leader | None:
        register = read(reuse.reuse_path(key))
        record = read(entries.record_path(register["request_id"])) if register else None
        if register and record and Status(record["status"]) in (Status.FAILED, Status.CANCELLED):
            return Leader(request_id=register["request_id"], record=record, is_done=False)
        return leader_of(read, key, now)

    patch.setattr(reuse, "leader_of", for_ever)
    patch.setattr(ledger, "leader_of", for_ever)


def followers_that_nobody_looks_after(patch: pytest.MonkeyPatch) -> Parts:
    """Leave those that wait to whoever makes their lesson."""

    class Trusting(Reuse):
        def is_being_made(self, key: str) -> bool:
            return True

    return Parts(reuse=Trusting)


def the_files_of_another_request(patch: pytest.MonkeyPatch) -> None:
    """Point to the files of the request that made a lesson."""
    patch.setattr(reuse_lesson_main, "_copied", lambda source, request_id, cloud: True)


def half_a_lesson(patch: pytest.MonkeyPatch) -> Parts:
    """Copy what is there, whether the lesson is whole or not."""

    class Careless(InProcessBucket):
        def copy(self, path: str, to: str) -> bool:
            super().copy(path, to)
            return True

    return Parts(bucket=Careless)


def parts_that_stay(patch: pytest.MonkeyPatch) -> None:
    """Leave a part of another lesson where the own one is made."""
    patch.setattr(reuse_lesson_main, "_remove_parts", lambda request_id, cloud: None)


def parts_removed_however_late(patch: pytest.MonkeyPatch) -> None:
    """Remove what is there, though it may be what a later attempt has completed."""

    def remove(request_id: str, cloud: Any) -> None:
        for file in paths.LESSON_FILES:
            cloud.generated.delete(paths.lesson(request_id, file))

    patch.setattr(reuse_lesson_main, "_remove_parts", remove)


def a_refusal_that_nobody_is_told_of(patch: pytest.MonkeyPatch) -> None:
    """Leave each that waits to find out by itself that the lesson cannot be made."""
    patch.setattr(reuse, "_ensure_not_refused", lambda register, now: None)
