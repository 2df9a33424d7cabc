"""Who makes or made a lesson: of all requests for the same lesson one does the work, and the others get what it made.

    lesson_reuse/{key}   which request leads, and until when its lesson may be reused

The key says what a lesson is made of, so that two requests with one key are for the same lesson. What became of the
leader is read from its own record, and of that no more is written down here than a refusal that is the lesson's:

    nobody, or too long ago                        lead: make the lesson
    its request is open, and moves                 follow: wait to be told
    its request is completed                       reuse: copy its files
    it failed, was cancelled or deleted, or        lead in its place
    nothing of it has moved for `PATIENCE`
    it was refused for `REASONS_OF_THE_LESSON`     be refused as well: nobody is given it, whoever asks

A transaction that follows reads the leader's record, and the leader completes by writing it. So either the leader finds
the follower afterwards, or the follower finds the lesson.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from shared import topology
from shared.clock import Clock
from shared.entries import record_path
from shared.errors import Refused
from shared.models.base import Record
from shared.models.request import RequestError, Status
from shared.models.work import OutgoingMessage
from shared.settings import Settings
from shared.store import Fields, Store, Transaction

NAME = "reuse_lesson"
MOST_FOLLOWERS = 1_000
PATIENCE = timedelta(minutes=15)
"""Longer than a lease and its recovery: who only died is brought on by `recover_stalled` and leads still. So long a
refusal is told, too: whoever waits has asked again by then, and the library or the model may do better later."""
REASONS_OF_THE_LESSON = frozenset(
    {"not_enough_material", "script_below_standard", "undrawable_text", "missing_picture", "unreadable_picture"}
)
"""Codes of what is wrong with a lesson whoever asks, and whose sentences hold nothing that a student wrote. What a
service will not take may be of the moment, and a limit is of a request or a day."""


class Leader(Record):
    """Hold which request makes or made a lesson."""

    request_id: str
    record: Fields
    is_done: bool
    """Whether its lesson is there to be reused."""


def reuse_path(key: str) -> str:
    """Return the path of the document that says who leads."""
    return f"lesson_reuse/{key}"


def topic() -> str:
    """Return the topic that tells of a request whose lesson somebody else makes or made."""
    return topology.load().topic_of(NAME)


def leader_of(read: Callable[[str], Fields | None], key: str, now: datetime) -> Leader | None:
    """Return whose lesson to reuse or to wait for, or None where whoever asks may lead; `read` reads a document."""
    register = read(reuse_path(key))
    record = read(record_path(register["request_id"])) if register else None
    if not register or not record or register["expires_at"] <= now:
        return None
    status = Status(record["status"])
    is_done = status is Status.COMPLETED
    if not is_done and (status.is_terminal or _stands_still(record, now)):
        return None
    return Leader(request_id=register["request_id"], record=record, is_done=is_done)


def led_by(read: Callable[[str], Fields | None], record: Fields) -> str | None:
    """Return the key of the lesson that a request leads, or None where it leads none; `read` reads a document."""
    key, register = _registered(read, record)
    return key if register.get("request_id") == record["request_id"] else None


def refused(error: RequestError, now: datetime) -> Fields:
    """Return the changes of the document that says who leads, where nobody is given the lesson for some time."""
    return {"refusal": {"code": error.code, "message": error.message, "until": now + PATIENCE}}


def refused_in(read: Callable[[str], Fields | None], record: Fields) -> str | None:
    """Return the path of the document that says that a request's lesson was refused, or None where none does."""
    key, register = _registered(read, record)
    return reuse_path(key) if key and register.get("refusal") else None


def _registered(read: Callable[[str], Fields | None], record: Fields) -> tuple[str | None, Fields]:
    """Return the key of a request's lesson, as far as it is known, and what is noted under it."""
    key: str | None = record.get("reuse_key")
    return key, (read(reuse_path(key)) if key else None) or {}


def _ensure_not_refused(register: Fields | None, now: datetime) -> None:
    refusal = (register or {}).get("refusal")
    if refusal and refusal["until"] > now:
        raise Refused(refusal["code"], refusal["message"])


def _stands_still(record: Fields, now: datetime) -> bool:
    moves_until: datetime = min(record["deadline_at"], record["updated_at"] + PATIENCE)
    return moves_until <= now


class Reuse:
    """Find who makes or made a lesson."""

    def __init__(self, store: Store, settings: Settings, clock: Clock) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock

    @property
    def is_on(self) -> bool:
        """Tell whether anything is reused at all."""
        return self._settings.reuse == "on"

    def lead(self, key: str, request_id: str) -> Leader | None:
        """Return the leader, or None where it is the request that asks, which is recorded if nobody else leads.

        Raises `Refused` where the lesson itself was refused a short time ago.
        """

        def lead_first(transaction: Transaction) -> bool:
            is_first = transaction.read(reuse_path(key)) is None
            if is_first:
                transaction.set(reuse_path(key), self._register(request_id))
            return is_first

        def lead_next(transaction: Transaction) -> Leader | None:
            leader = leader_of(transaction.read, key, self._clock())
            if leader:
                return None if leader.request_id == request_id else leader
            _ensure_not_refused(transaction.read(reuse_path(key)), self._clock())
            transaction.set(reuse_path(key), self._register(request_id))
            return None

        # A class asks at the same moment. Neither to be the first nor to find a leader takes a lock; whoever is told
        # of a leader looks again in a transaction before it waits.
        if self._store.read(reuse_path(key)) is None and self._store.write_if_unchanged(lead_first):
            return None
        found = leader_of(self._store.read, key, self._clock())
        return found if found and found.request_id != request_id else self._store.transact(lead_next)

    def forget(self, key: str, request_id: str) -> None:
        """Reuse a request's lesson no more, as its files are gone."""

        def work(transaction: Transaction) -> None:
            register = transaction.read(reuse_path(key))
            if register and register["request_id"] == request_id:
                transaction.update(reuse_path(key), {"expires_at": self._clock()})

        self._store.transact(work)

    def followers(self, key: str) -> list[OutgoingMessage]:
        """Return what wakes the requests that wait for a lesson."""
        found = self._store.find("request_stages", [("follows", "==", key)], MOST_FOLLOWERS)
        return [OutgoingMessage.model_validate(stage.fields["message"]) for stage in found]

    def is_being_made(self, key: str) -> bool:
        """Tell whether whoever waits for a lesson has to wait on."""
        leader = leader_of(self._store.read, key, self._clock())
        return leader is not None and not leader.is_done

    def _register(self, request_id: str) -> Fields:
        now = self._clock()
        return {
            "request_id": request_id,
            "led_from": now,
            "expires_at": now + timedelta(days=self._settings.reuse_days),
        }
