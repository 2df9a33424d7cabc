"""How many requests a student and a tenant may make in a minute and in a day (UTC), and resources a tenant may add.

The counts are written in the commit that accepts a request, under its conditions: what is counted was accepted, what
was accepted is counted, and of any number who come at once exactly as many as there is room for get in.

A tenant's count is split. A document that many write at once has each of them try again and again; so each request
counts in one of `TENANT_SHARDS` documents, which has its share of the limit, and goes to another when that one is full.
"""

import zlib
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from typing import Self

from shared.entries import TENANT_SHARDS, resource_count_path, student_count_path, tenant_count_path
from shared.errors import LimitReached
from shared.models.request import ContentRequest, Membership
from shared.settings import Settings
from shared.store import Fields, Store, Transaction

KEPT_AFTER = timedelta(days=1)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


class ShardFull(Exception):
    """Say that a shard has no room, and others may."""


@dataclass(frozen=True)
class Rate:
    """Hold how many there may be."""

    a_minute: int
    a_day: int

    def share(self, shard: int, shards: int) -> Self:
        """Return one shard's part; the parts of all are the whole."""
        return type(self)(*((most + shards - 1 - shard) // shards for most in (self.a_minute, self.a_day)))


@dataclass(frozen=True)
class Count:
    """Hold how many there were in the minute and in the day that a time is in."""

    minute: datetime
    in_minute: int
    day: datetime
    in_day: int

    @classmethod
    def of(cls, found: Fields | None, now: datetime) -> Self:
        """Read a document; what it says of another minute or day does not count. A clock that is behind counts on."""
        minute = now.replace(second=0, microsecond=0)
        day = minute.replace(hour=0, minute=0)
        count = cls(minute, 0, day, 0)
        if found and found["minute"] >= minute:
            count = replace(count, minute=found["minute"], in_minute=found["in_minute"])
        if found and found["day"] >= day:
            count = replace(count, day=found["day"], in_day=found["in_day"])
        return count

    def is_full(self, rate: Rate) -> bool:
        """Tell whether there is no room for one more."""
        return self.in_minute >= rate.a_minute or self.in_day >= rate.a_day

    def with_one_more(self) -> Fields:
        """Return the document once one more is counted."""
        more = replace(self, in_minute=self.in_minute + 1, in_day=self.in_day + 1)
        return asdict(more) | {"expires_at": self.day + DAY + KEPT_AFTER}


class Rates:
    """Count requests, and know who has made enough."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._student = Rate(settings.maximum_requests_a_minute_a_student, settings.maximum_requests_a_day_a_student)
        self._tenant = Rate(settings.maximum_requests_a_minute_a_tenant, settings.maximum_requests_a_day_a_tenant)

    def places(self, request: ContentRequest, membership: Membership, shard: int) -> tuple[str, str]:
        """Return the paths of a student's count and of a shard of their tenant's."""
        tenant = membership.tenant
        return student_count_path(tenant, request.student_id), tenant_count_path(tenant, shard)

    def counted(self, found: tuple[Fields | None, Fields | None], shard: int, now: datetime) -> tuple[Fields, Fields]:
        """Return the documents at `places` with one more; raise `LimitReached` or `ShardFull` without room."""
        student, tenant = (Count.of(fields, now) for fields in found)
        if student.is_full(self._student):
            raise _reason("student", student, self._student, now)
        if tenant.is_full(self._share(shard)):
            raise ShardFull
        return student.with_one_more(), tenant.with_one_more()

    def another_shard(self, request: ContentRequest, membership: Membership, now: datetime) -> int:
        """Return a shard of a tenant that has room; raise `LimitReached` where none has."""
        paths = [tenant_count_path(membership.tenant, shard) for shard in range(TENANT_SHARDS)]
        found = self._store.write_if_unchanged(lambda batch: batch.read_all(paths))  # writes nothing, so locks nothing
        counts = [Count.of(found.get(path), now) for path in paths]
        roomy = [shard for shard, count in enumerate(counts) if not count.is_full(self._share(shard))]
        if roomy:
            return roomy[_spread(request) % len(roomy)]
        in_day = sum(count.in_day for count in counts)
        whole = Count(counts[0].minute, self._tenant.a_minute, counts[0].day, in_day)
        raise _reason("tenant", whole, self._tenant, now)

    def _share(self, shard: int) -> Rate:
        return self._tenant.share(shard, TENANT_SHARDS)


def count_resource(store: Store, tenant: str | None, most: int, now: datetime) -> None:
    """Count a resource that is added; raise `LimitReached` where its tenant has added `most` of them in the day."""
    path = resource_count_path(tenant)

    def work(transaction: Transaction) -> None:
        count = Count.of(transaction.read(path), now)
        if count.in_day >= most:
            text = f"Your school has added {most} resources today, which is the most. Please add others tomorrow."
            raise LimitReached("resource_daily_limit", text, _seconds_until(count.day + DAY, now))
        transaction.set(path, count.with_one_more())

    store.transact(work)


def first_shard(request: ContentRequest) -> int:
    """Return where a request is counted if there is room."""
    return _spread(request) % TENANT_SHARDS


def _spread(request: ContentRequest) -> int:
    return zlib.crc32(request.request_id.encode())


def _reason(who: str, count: Count, rate: Rate, now: datetime) -> LimitReached:
    whose = "You have" if who == "student" else "Your school has"
    if count.in_day >= rate.a_day:
        text = f"{whose} asked {rate.a_day} questions today, which is the most. Please ask again tomorrow."
        return LimitReached(f"{who}_daily_limit", text, _seconds_until(count.day + DAY, now))
    text = f"{whose} asked {rate.a_minute} questions this minute, which is the most. Please wait a moment."
    return LimitReached(f"{who}_minute_limit", text, _seconds_until(count.minute + MINUTE, now))


def _seconds_until(end: datetime, now: datetime) -> int:
    return max(1, ceil((end - now).total_seconds()))
