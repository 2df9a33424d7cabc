from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import documents
from shared.entries import TENANT_SHARDS, student_count_path, tenant_count_path
from shared.errors import LimitReached
from shared.models.request import Membership
from shared.rates import Count, Rate
from tests.fakes.cloud import InProcessCloud
from tests.unit.examples import MESSAGE, record_of, request


def limited(student: tuple[int, int] = (1_000, 1_000), tenant: tuple[int, int] = (1_000, 1_000)) -> InProcessCloud:
    """Return a cloud with so many a minute and a day; it is 12:00:30."""
    cloud = InProcessCloud(
        maximum_requests_a_minute_a_student=student[0],
        maximum_requests_a_day_a_student=student[1],
        maximum_requests_a_minute_a_tenant=tenant[0],
        maximum_requests_a_day_a_tenant=tenant[1],
        maximum_open_requests_a_student=1_000,
    )
    cloud.now = datetime(2026, 1, 1, 12, 0, 30, tzinfo=UTC)
    return cloud


def ask(cloud: InProcessCloud, number: int, student_id: str = "s-1", tenant: str | None = None) -> bool:
    asked = request(request_id=f"r-{number}", student_id=student_id)
    return cloud.requests.accept(asked, "api", MESSAGE, Membership(tenant=tenant))


def refused(cloud: InProcessCloud, number: int, student_id: str = "s-1", tenant: str | None = None) -> LimitReached:
    with pytest.raises(LimitReached) as error:
        ask(cloud, number, student_id, tenant)
    assert cloud.requests.read(f"r-{number}") is None
    return error.value


def test_a_student_asks_so_often_a_minute_and_is_told_when_to_come_back() -> None:
    cloud = limited(student=(2, 10))
    assert ask(cloud, 1)
    assert ask(cloud, 2)
    limit = refused(cloud, 3)
    assert (limit.code, limit.retry_after_seconds) == ("student_minute_limit", 30)
    assert ask(cloud, 3, "s-2")
    cloud.wait(seconds=30)
    assert ask(cloud, 4)


def test_a_student_asks_so_often_a_day_and_is_told_when_to_come_back() -> None:
    cloud = limited(student=(10, 2))
    ask(cloud, 1)
    cloud.wait(minutes=5)
    ask(cloud, 2)
    limit = refused(cloud, 3)
    assert limit.code == "student_daily_limit"
    assert limit.retry_after_seconds == 12 * 3_600 - 5 * 60 - 30
    cloud.wait(seconds=limit.retry_after_seconds)
    assert ask(cloud, 3)


@pytest.mark.parametrize(("most", "code"), [((7, 100), "tenant_minute_limit"), ((100, 7), "tenant_daily_limit")])
def test_a_tenant_asks_exactly_so_often_however_its_count_is_split(most: tuple[int, int], code: str) -> None:
    cloud = limited(tenant=most)
    for number in range(7):
        assert ask(cloud, number, f"s-{number}", "north")
    assert refused(cloud, 8, "s-8", "north").code == code
    assert ask(cloud, 9, "s-8", "south")
    assert ask(cloud, 10, "s-8")


def test_the_same_request_again_counts_once() -> None:
    cloud = limited(student=(2, 10))
    assert [ask(cloud, 1) for _ in range(5)] == [True, False, False, False, False]
    assert ask(cloud, 2)
    assert not ask(cloud, 1), "a request that is there already needs no room"


def test_a_request_that_is_refused_counts_nowhere() -> None:
    cloud = limited(student=(1, 10), tenant=(2, 10))
    ask(cloud, 1, "s-1", "north")
    refused(cloud, 2, "s-1", "north")
    in_tenant = [cloud.store.read(tenant_count_path("north", shard)) for shard in range(TENANT_SHARDS)]
    assert sum(count["in_minute"] for count in in_tenant if count) == 1
    student = cloud.store.read(student_count_path("north", "s-1"))
    assert student["in_day"] == 1
    assert student["expires_at"] == datetime(2026, 1, 3, tzinfo=UTC)


def test_a_record_says_where_its_request_belongs_and_the_message_does_not() -> None:
    cloud = limited()
    cloud.requests.accept(request(), "api", MESSAGE, Membership(tenant="north", class_ids=("7b",)))
    record = record_of(cloud)
    assert (record["tenant"], record["class_ids"]) == ("north", ["7b"])
    assert not {"tenant", "class_ids"} & set(documents.record_of(record).request.model_dump())


def test_a_clock_that_is_behind_goes_on_counting() -> None:
    now = datetime(2026, 1, 2, tzinfo=UTC)
    ahead = Count.of(None, now).with_one_more()
    behind = Count.of(ahead, now - timedelta(seconds=1))
    assert (behind.in_minute, behind.in_day, behind.day) == (1, 1, now)


@given(st.integers(1, 500), st.integers(1, 500))
def test_the_parts_of_a_limit_are_the_whole(a_minute: int, a_day: int) -> None:
    shares = [Rate(a_minute, a_day).share(shard, TENANT_SHARDS) for shard in range(TENANT_SHARDS)]
    assert sum(share.a_minute for share in shares) == a_minute
    assert sum(share.a_day for share in shares) == a_day
