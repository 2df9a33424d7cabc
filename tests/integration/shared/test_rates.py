"""Limits over the real Firestore emulator: of many who come at once, exactly as many get in as may."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from shared import clock
from shared.cloud import Cloud
from shared.entries import TENANT_SHARDS, open_path, record_path, student_count_path, tenant_count_path
from shared.errors import LimitReached
from shared.models.request import Membership
from shared.models.work import OutgoingMessage
from shared.requests import Requests
from tests.fakes.asking import request

pytestmark = pytest.mark.integration

MESSAGE = OutgoingMessage(topic="content-generation-requests", data="{}")
AT_ONCE = 40
Asks = Callable[..., Counter[str]]
PLENTY = {
    "maximum_open_requests_a_student": 1_000,
    "maximum_requests_a_minute_a_student": 1_000,
    "maximum_requests_a_day_a_student": 1_000,
    "maximum_requests_a_minute_a_tenant": 1_000,
    "maximum_requests_a_day_a_tenant": 1_000,
}


@pytest.fixture
def tenant() -> str:
    return f"t-{uuid4().hex[:12]}"


@pytest.fixture
def ask_at_once(cloud: Cloud, tenant: str) -> Asks:
    """Have many requests accepted at once, under limits, and count how that ended."""
    now = clock.now()  # one time for all: a minute that ends meanwhile would let more in

    def asks(students: list[str], requests: list[str], **limits: int) -> Counter[str]:
        accepting = Requests(cloud.store, cloud.settings.model_copy(update=PLENTY | limits), lambda: now)

        def ask(student_id: str, request_id: str) -> str:
            asked = request(request_id=request_id, student_id=student_id)
            try:
                is_new = accepting.accept(asked, "api", MESSAGE, Membership(tenant=tenant))
            except LimitReached as limit:
                return limit.code
            return "accepted" if is_new else "known"

        with ThreadPoolExecutor(AT_ONCE) as threads:
            return Counter(threads.map(ask, students, requests))

    return asks


def ids(count: int) -> list[str]:
    return [f"r-{uuid4().hex[:12]}" for _ in range(count)]


@pytest.mark.parametrize("limit", ["minute", "day"])
def test_of_a_students_requests_exactly_as_many_get_in_as_may(
    cloud: Cloud, ask_at_once: Asks, tenant: str, limit: str
) -> None:
    requests = ids(AT_ONCE)
    ends = ask_at_once(["s-1"] * AT_ONCE, requests, **{f"maximum_requests_a_{limit}_a_student": 7})
    code = {"minute": "student_minute_limit", "day": "student_daily_limit"}[limit]
    assert ends == {"accepted": 7, code: AT_ONCE - 7}
    count = cloud.store.read(student_count_path(tenant, "s-1"))
    assert count is not None
    assert (count["in_minute"], count["in_day"]) == (7, 7)
    assert sum(cloud.store.read(record_path(request_id)) is not None for request_id in requests) == 7


@pytest.mark.parametrize("most", [3, 23])
def test_of_a_tenants_requests_exactly_as_many_get_in_as_may(
    cloud: Cloud, ask_at_once: Asks, tenant: str, most: int
) -> None:
    students = [f"s-{tenant}-{number}" for number in range(AT_ONCE)]
    ends = ask_at_once(students, ids(AT_ONCE), maximum_requests_a_minute_a_tenant=most)
    assert ends == {"accepted": most, "tenant_minute_limit": AT_ONCE - most}
    shards = [cloud.store.read(tenant_count_path(tenant, shard)) for shard in range(TENANT_SHARDS)]
    assert sum(shard["in_day"] for shard in shards if shard) == most
    opened = [cloud.store.read(open_path(student)) for student in students]
    assert sum(len(found["requests"]) for found in opened if found) == most


def test_one_request_that_comes_many_times_at_once_counts_once(cloud: Cloud, ask_at_once: Asks, tenant: str) -> None:
    ends = ask_at_once(["s-1"] * AT_ONCE, ids(1) * AT_ONCE)
    assert ends == {"accepted": 1, "known": AT_ONCE - 1}
    count = cloud.store.read(student_count_path(tenant, "s-1"))
    assert count is not None
    assert count["in_day"] == 1
