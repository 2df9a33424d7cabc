"""A world in one process, in which every attempt can be stopped before and after each thing that it does outside.

The stage contract, the ledger, the recovery and the handling of dead letters are the real ones. The store, the buckets,
Pub/Sub and the paid services are small and deterministic. An attempt is a greenlet: it runs until its next point, and
what happens there is decided by a plan (`schedules.py`).
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from google.api_core.exceptions import ServiceUnavailable
from greenlet import greenlet

from shared import topology
from shared.errors import Unavailable
from shared.ledger import Ledger
from shared.models.message import IncomingMessage
from shared.models.work import OutgoingMessage
from shared.remembered import OPEN
from shared.reuse import Reuse
from shared.stage import run
from tests.chaos.chain import SETTINGS, functions
from tests.chaos.history import History
from tests.fakes.bucket import InProcessBucket
from tests.fakes.store import InProcessStore, Watcher

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
TICK = timedelta(seconds=60)
MOST_POINTS = 20_000
CLIENT_TRIES = 4
LEASE = timedelta(seconds=topology.load().functions["extract_topic"].lease_seconds)
FAULTS = ("kill", "error", "stall", "pause", "duplicate", "lose")
"""Die; be told of an error, whether the effect came or not; stand still until the lease is over, or for a while; have
the same message delivered beside it; have the message lost that is sent next."""
OTHERS_DOINGS = ("erase", "cancel")
"""The first request is erased, or cancelled."""
FAILURES = ("fail",)
"""The first request fails, whatever an attempt is about to do; it is to be started again."""


class Killed(BaseException):
    """End an attempt as SIGKILL does: nothing of it handles this."""


@dataclass(eq=False)
class Delivery:
    """A message on its way to a function."""

    function: str
    message: OutgoingMessage
    message_id: str
    due: datetime
    attempts: int = 0


@dataclass(eq=False)
class Attempt:
    """A function that works on a delivery."""

    number: int
    delivery: Delivery
    thread: greenlet
    ordinal: int = 0
    points: int = 0
    is_dead: bool = False
    error: BaseException | None = None
    held_until: datetime | None = None


class Plan(Protocol):
    """Decide what happens."""

    def choose_delivery(self, due: list[Delivery]) -> Delivery:
        """Choose which message is delivered next."""

    def choose_attempt(self, ready: list[Attempt], due: list[Delivery]) -> Attempt | None:
        """Choose which attempt goes on, or None to deliver a message first."""

    def at(self, attempt: Attempt, what: str) -> str:
        """Say what happens at a point: `go`, or one of `FAULTS`."""


@dataclass
class Parts:
    """What the world is made of; a known-bad variant replaces one."""

    ledger: type[Ledger] = Ledger
    reuse: type[Reuse] = Reuse
    bucket: type[InProcessBucket] = InProcessBucket
    run: Callable[..., None] = run


class World(Watcher):
    """Run requests to their end, whatever the plan does to them."""

    def __init__(self, plan: Plan, parts: Parts | None = None) -> None:
        self.plan = plan
        self.parts = parts or Parts()
        self.now = START
        self.history = History()
        self.store = InProcessStore(self)
        self.temporary = self.parts.bucket(SETTINGS.gcs_temp_files_bucket, self.point, self._finalized)
        lessons = SETTINGS.gcs_generated_content_bucket
        self.generated = self.parts.bucket(lessons, self.point, self.history.finished, self.history.deleted)
        self.deliveries: list[Delivery] = []
        self.attempts: list[Attempt] = []
        self.current: Attempt | None = None
        self.faults: Counter[str] = Counter()
        self.functions = functions(self)
        self._next_tick = START + TICK
        self._points = 0
        self._numbers = 0
        self._messages = 0
        self._is_lost = False

    def clock(self) -> datetime:
        return self.now

    # What happens outside an attempt

    def call(self, function: str, data: str) -> None:
        """Call a function over HTTP, or do an operator's work, as soon as the plan lets it."""
        self._deliver(function, OutgoingMessage(topic=function, data=data))

    def publish(self, message: OutgoingMessage) -> None:
        """Give a message to every subscription of its topic."""
        if self._is_lost:
            self._is_lost = False
            return
        for name, function in topology.load().functions.items():
            if function.hears.topic == message.topic and name in self.functions:
                self._deliver(name, message)

    def _deliver(self, function: str, message: OutgoingMessage) -> None:
        self._messages += 1
        self.deliveries.append(Delivery(function, message, f"m-{self._messages}", self.now))

    def run_to_quiescence(self) -> None:
        """Go on until every request has ended and nothing is under way."""
        while self._step():
            if self._points > MOST_POINTS:
                self.history.violations.append("the world does not come to rest")
                return

    def _step(self) -> bool:
        due = [delivery for delivery in self.deliveries if delivery.due <= self.now]
        ready = [attempt for attempt in self.attempts if not attempt.held_until or attempt.held_until <= self.now]
        if not due and not ready:
            return self._advance()
        attempt = self.plan.choose_attempt(ready, due) if ready else None
        self._go_on(attempt or self._start(self.plan.choose_delivery(due)))
        return True

    def _advance(self) -> bool:
        """Let time pass until something is due; return False where nothing will be."""
        is_open = self.store.count("content_requests", [("status", "in", OPEN)])
        is_dirty = self.store.count("content_requests", [("cleaned_up", "==", False)])
        if not (is_open or is_dirty or self.deliveries or self.attempts):
            return False
        times = [delivery.due for delivery in self.deliveries]
        times += [attempt.held_until for attempt in self.attempts if attempt.held_until]
        self.now = max(self.now, min([*times, self._next_tick]))
        if self.now >= self._next_tick:
            self._next_tick = self.now + TICK
            self.publish(OutgoingMessage(topic="recovery-ticks", data="{}"))
        return True

    # Attempts

    def _start(self, delivery: Delivery) -> Attempt:
        self.deliveries.remove(delivery)
        delivery.attempts += 1
        self._numbers += 1
        self.history.delivered(delivery.function, delivery.message, delivery.attempts)
        message = IncomingMessage(
            message_id=delivery.message_id,
            data=delivery.message.data,
            attributes=delivery.message.attributes,
            published_at=self.now,
        )
        attempt = Attempt(self._numbers, delivery, greenlet(), delivery.attempts)
        attempt.thread = greenlet(lambda: self._run(attempt, message))
        self.attempts.append(attempt)
        return attempt

    def _run(self, attempt: Attempt, message: IncomingMessage) -> None:
        try:
            self.functions[attempt.delivery.function](message)
        except (Exception, Killed) as error:
            attempt.error = error

    def _go_on(self, attempt: Attempt) -> None:
        """Let an attempt run to its next point, and do there what the plan says."""
        attempt.held_until = None
        before, self.current = self.current, attempt
        what = attempt.thread.switch()
        self.current = before
        if attempt.thread.dead:
            self._end(attempt)
        else:
            self._do(self.plan.at(attempt, what), attempt)

    def _do(self, action: str, attempt: Attempt) -> None:
        self.faults[action] += 1
        if action == "kill":
            self._throw(attempt, Killed())
        elif action == "error":
            self._throw(attempt, ServiceUnavailable("the plan says so"))
        elif action == "stall":
            attempt.held_until = self.now + LEASE + TICK * 2
            self._deliver_again(attempt.delivery, after=timedelta(seconds=300))
        elif action == "pause":
            attempt.held_until = self.now + TICK * 3
        elif action == "duplicate":
            again = attempt.delivery
            self.deliveries.append(Delivery(again.function, again.message, again.message_id, self.now))
        elif action in OTHERS_DOINGS + FAILURES:
            self.current = None  # it happens beside the attempt, all at once
            self.functions[action](IncomingMessage(message_id="m", data="r-0"))
        elif action == "lose":
            self._is_lost = True

    def _throw(self, attempt: Attempt, error: BaseException) -> None:
        attempt.is_dead = isinstance(error, Killed)
        before, self.current = self.current, attempt
        attempt.thread.throw(error)
        self.current = before
        if attempt.thread.dead:
            self._end(attempt)

    def _end(self, attempt: Attempt) -> None:
        self.attempts.remove(attempt)
        if attempt.error is not None:
            if not isinstance(attempt.error, Killed | Unavailable | ServiceUnavailable):
                self.history.violations.append(f"unexpected {attempt.error!r} in {attempt.delivery.function}")
            if attempt.delivery.attempts == attempt.ordinal:
                self._deliver_again(attempt.delivery)
        elif not self.history.may_acknowledge(attempt.number, attempt.delivery, self.store):
            self.history.violations.append(f"{attempt.delivery.function} acknowledged a message, its work not done")

    def _deliver_again(self, delivery: Delivery, after: timedelta = timedelta(seconds=1)) -> None:
        if any(found is delivery for found in self.deliveries):
            return
        declared = topology.load().functions.get(delivery.function)
        if declared is None or declared.subscription is None:
            if delivery.attempts < CLIENT_TRIES:
                self.deliveries.append(delivery)
            return
        if delivery.attempts >= declared.subscription.maximum_delivery_attempts:
            attributes = delivery.message.attributes | {"CloudPubSubDeadLetterSourceSubscription": delivery.function}
            dead = delivery.message.model_copy(update={"attributes": attributes})
            self.publish(dead.model_copy(update={"topic": declared.subscription.dead_letter_topic}))
            return
        backoff = timedelta(seconds=min(60, 2 ** (delivery.attempts - 1)))
        delivery.due = self.now + max(after, backoff)
        self.deliveries.append(delivery)

    # What an attempt does outside

    def point(self, what: str) -> None:
        """Hand over to the plan, before or after an effect."""
        attempt = self.current
        if attempt is None:
            return
        if attempt.is_dead:
            raise Killed
        self._points += 1
        attempt.points += 1
        attempt.thread.parent.switch(what)

    def before_commit(self) -> None:
        self.point("before commit")

    def on_commit(self, before: dict[str, Any], after: dict[str, Any]) -> None:
        self.history.committed(before, after, self.current.number if self.current else 0)

    def after_commit(self) -> None:
        self.point("after commit")

    def send(self, messages: list[OutgoingMessage]) -> None:
        """Publish for an attempt."""
        self.point("before publish")
        for message in messages:
            self.publish(message)
        self.point("after publish")

    def _finalized(self, path: str, data: bytes) -> None:
        self.history.stored(path, self.current.number if self.current else 0)
        if path.startswith("narration/"):
            attributes = {"eventType": "OBJECT_FINALIZE", "bucketId": self.temporary.name, "objectId": path}
            self.publish(OutgoingMessage(topic="objects-finalized", data="{}", attributes=attributes))
