"""The contract that every stage runs in.

    message ── read ── claim ──┬─ Claim ──────── run ── finish ── publish ── mark sent
                 │        │    ├─ AlreadyDone ───────────────── publish what was not sent
                 │        │    └─ AlreadyEnded ─ nothing
                 │        └ Busy: raise, Pub/Sub delivers again
                 └ Rejected: keep the message, acknowledge it

    the request ended meanwhile: the work counts as not done, nothing is published
    run raises Refused:       the request ends with its code and sentence, the message is acknowledged; so do those that
                              wait for its lesson, where the reason is the lesson's
    run raises Postponed:     the work waits, the message is acknowledged; who makes the same lesson wakes it at the end
    run raises anything else: the work is given back and the error raised; Pub/Sub delivers again, then dead-letters

No stage's function knows of messages, leases, retries or publishing. A CloudEvent function's return value is ignored by
functions-framework: raising is the only way to ask for another delivery.
"""

import json
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, get_type_hints

from shared import log, schema, topology, tracing
from shared.cloud import Cloud
from shared.cost import Usage, dollars
from shared.delivery import on_message
from shared.errors import Busy, LimitReached, LostLease, Postponed, Refused, Rejected
from shared.models.message import IncomingMessage
from shared.models.request import ContentRecord, RequestError, Status
from shared.models.work import (
    AlreadyDone,
    AlreadyEnded,
    Claim,
    Finish,
    OutgoingMessage,
    Spent,
    StageInput,
    StageOutput,
    WorkKey,
)
from shared.watchdog import watch

if TYPE_CHECKING:
    from cloudevents.http import CloudEvent

DECLARED: dict[str, "Stage"] = {}
"""The stages that this process has loaded, for tests of several; in the cloud it is one."""

StageFunction = Callable[[Any, ContentRecord, Cloud], StageOutput]


@dataclass(frozen=True)
class Stage:
    """A stage: its name in the topology, what it is asked with, and its function."""

    name: str
    input: type[StageInput]
    function: StageFunction

    @property
    def hears(self) -> str:
        """Return the topic that starts it."""
        return topology.load().topic_of(self.name)

    @property
    def emits(self) -> str | None:
        """Return the topic that its end is told on."""
        return topology.load().functions[self.name].emits


def stage(name: str) -> Callable[[StageFunction], Callable[["CloudEvent"], None]]:
    """Make a CloudEvent function of a function from input, record and cloud to output."""

    def decorate(function: StageFunction) -> Callable[["CloudEvent"], None]:
        declared = DECLARED[name] = Stage(name, get_type_hints(function)["work"], function)

        def handle(message: IncomingMessage, cloud: Cloud) -> None:
            with tracing.span(name, tracing.carried_by(message)), _watched(name):
                run(declared, message, cloud)

        handle.__doc__ = function.__doc__
        return on_message(name)(handle)

    return decorate


def _watched(name: str) -> AbstractContextManager[None]:
    """Return a watch over an attempt that has its process to itself; others check their time before each paid call."""
    function = topology.load().functions[name]
    if function.concurrency > 1 or function.subscription is None:
        return nullcontext()
    return watch(name, function.subscription.acknowledgement_deadline_seconds)


def run(stage: Stage, message: IncomingMessage, cloud: Cloud) -> None:
    """Do the work that a message asks for, once, however often it is delivered."""
    received = OutgoingMessage(topic=stage.hears, data=message.data, attributes=message.attributes)
    try:
        schema.ensure_message_known(message.carried.get(schema.FIELD))
        work = stage.input.read(message, cloud.settings)
        if work is None:
            return
        _ensure_fresh(message, cloud)
        key = WorkKey(request_id=work.request_id, stage=stage.name, scene=work.scene_index)
        claim = cloud.ledger.claim(key, received, work.complete_request, message.published_at)
    except (Rejected, LimitReached) as rejected:
        cloud.requests.reject(message.message_id, stage.name, received, str(rejected))
        log.write("WARNING", "message rejected", stage=stage.name, message_id=message.message_id)
        return
    match claim:
        case AlreadyDone(unsent=unsent):
            _send(key, unsent, cloud)
        case AlreadyEnded(status=status):
            log.write("INFO", f"request is {status.value} already", stage=stage.name, request_id=key.request_id)
        case Claim():
            _attempt(stage, work, claim, cloud)


def _ensure_fresh(message: IncomingMessage, cloud: Cloud) -> None:
    most = timedelta(minutes=cloud.settings.maximum_message_age_minutes)
    if message.published_at and cloud.records.now() - message.published_at > most:
        raise Rejected(f"the message is of {message.published_at:%Y-%m-%d %H:%M} UTC; it may be {most} old at most")


def _attempt(stage: Stage, work: StageInput, claim: Claim, cloud: Cloud) -> None:
    key = claim.key
    facts = {"stage": key.stage, "request_id": key.request_id, "scene": key.scene, "attempt": claim.attempt}
    started = time.monotonic()
    cloud.begin(claim)
    tracing.note(queue_seconds=claim.queue_seconds, **facts)

    def spent() -> Spent:
        usage = cloud.meter.usage + Usage(seconds=round(time.monotonic() - started, 3))
        cost_usd = dollars(usage, stage.name, cloud.settings)
        return Spent(usage=usage, cost_usd=cost_usd, counted=cloud.results.counted)

    log.write("INFO", "started", queue_seconds=claim.queue_seconds, **facts)
    try:
        output = stage.function(work, claim.record, cloud)
    except Refused as refused:
        error = RequestError(code=refused.code, message=refused.message, stage=stage.name)
        total = spent()
        is_of_all = cloud.ledger.refuse(claim, error, total)
        log.write("WARNING", "refused", code=refused.code, **_told(total), **facts)
        if is_of_all:
            _wake_followers(claim.record, cloud)
        return
    except Postponed as postponed:
        _follow(claim, postponed.key, spent(), cloud)
        return
    except LostLease:
        raise
    except Exception as error:
        total = spent()
        cloud.ledger.release(claim, f"{type(error).__name__}: {error}", total)
        log.write("ERROR", "interrupted", error=type(error).__name__, **_told(total), **facts)
        raise
    _conclude(stage, claim, output, spent(), facts, cloud)


def _conclude(
    stage: Stage, claim: Claim, output: StageOutput, total: Spent, facts: dict[str, Any], cloud: Cloud
) -> None:
    outbox = cloud.ledger.finish(claim, _finish(stage, claim.key, output, total))
    log.write("INFO", "finished", **_told(total), **facts)
    if outbox is None:
        return
    if output.status_after is Status.COMPLETED:
        waited = cloud.records.now() - claim.record.fields["created_at"]
        log.write("INFO", "completed", request_seconds=round(waited.total_seconds(), 3), **facts)
    _send(claim.key, outbox, cloud)
    if output.wakes_followers:
        _wake_followers(claim.record, cloud)


def _follow(claim: Claim, lesson_key: str, spent: Spent, cloud: Cloud) -> None:
    key = claim.key
    if cloud.ledger.follow(claim, lesson_key, spent):
        log.write("INFO", "waiting for the same lesson", stage=key.stage, request_id=key.request_id)
        return
    reason = "the lesson that it was to wait for is no longer being made"
    cloud.ledger.release(claim, reason, spent)
    raise Busy(reason)


def _told(spent: Spent) -> dict[str, float]:
    """Return the figures that a log line has of an attempt, under the names that metrics read."""
    return {"cost_usd": spent.cost_usd, **spent.usage.model_dump()}


def _finish(stage: Stage, key: WorkKey, output: StageOutput, spent: Spent) -> Finish:
    data = json.dumps({"request_id": key.request_id})
    carrier = schema.attributes() | tracing.carrier()
    topic = output.next_topic(stage.emits)
    return Finish(
        output=output.model_dump(mode="json"),
        record_fields=dict(output.for_record()),
        status=output.status_after,
        message=OutgoingMessage(topic=topic, data=data, attributes=carrier) if topic else None,
        spent=spent,
        event=output.event,
    )


def _send(key: WorkKey, messages: list[OutgoingMessage], cloud: Cloud) -> None:
    if messages:
        cloud.publisher.publish(messages)
        cloud.ledger.mark_sent(key)


def _wake_followers(record: ContentRecord, cloud: Cloud) -> None:
    """Tell those that wait for the lesson of its end; whom this misses, `recover_stalled` finds."""
    lesson_key = record.fields.get("reuse_key")
    if lesson_key and (followers := cloud.reuse.followers(lesson_key)):
        cloud.publisher.publish(followers)
