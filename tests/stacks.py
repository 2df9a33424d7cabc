"""Clients of the local stacks that tests run, and waiting for what these do."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar

from google.api_core.exceptions import DeadlineExceeded
from google.cloud.pubsub_v1 import SubscriberClient
from google.pubsub_v1 import PubsubMessage

from infra.local.stack import Stack, in_environment
from shared import cloud as cloud_module
from shared import topology
from shared.cloud import Cloud
from shared.models.request import ContentRecord
from tests.fakes.issuer import Issuer

Found = TypeVar("Found")
MOST_A_DAY = 4
"""How many requests a student of the school may make."""


class School(NamedTuple):
    """The API as it is deployed, and who signs the tokens that it takes."""

    api: Stack
    issuer: Issuer


@contextmanager
def connected(stack: Stack) -> Iterator[Cloud]:
    """Give adapters that talk to a stack; whoever makes clients meanwhile talks to it too."""
    with in_environment(stack.environment):
        cloud_module._process.cache_clear()
        yield cloud_module.connect("extract_topic")
    cloud_module._process.cache_clear()


def eventually(look: Callable[[], Found], seconds: float = 60) -> Found:
    """Look again and again until something is there or true, and return it."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, f"it did not come in {seconds:.0f} s"
        time.sleep(0.1)
    return found


def record_when(cloud: Cloud, request_id: str, condition: Callable[[ContentRecord], bool]) -> ContentRecord:
    """Wait until a request's record is so."""

    def look() -> ContentRecord | None:
        record = cloud.requests.read(request_id)
        return record if record and condition(record) else None

    record = eventually(look, seconds=240)
    assert record
    return record


def ended(cloud: Cloud, request_id: str) -> ContentRecord:
    """Wait until a request has ended."""
    return record_when(cloud, request_id, lambda record: record.status.is_terminal)


def logged(stack: Stack, request_id: str) -> list[dict[str, Any]]:
    """Return what the functions logged of a request."""
    files = [stack.folder / "logs" / f"{name}.log" for name in topology.load().functions]
    lines = [line for file in files for line in file.read_text("utf-8", errors="replace").splitlines()]
    found = [json.loads(line) for line in lines if request_id in line and line.startswith("{") and line.endswith("}")]
    return [line for line in found if line.get("request_id") == request_id]


def is_quiet(cloud: Cloud, request_id: str) -> bool:
    """Tell whether nobody works on a request."""
    return all(stage["status"] != "running" for stage in cloud.requests.stages(request_id).values())


def pulled(subscriber: SubscriberClient, subscription: str, count: int) -> list[PubsubMessage]:
    """Take as many messages from a subscription, or fewer where no more come."""
    found: list[PubsubMessage] = []
    while len(found) < count:
        try:
            answer = subscriber.pull(subscription=subscription, max_messages=count - len(found), timeout=10)
        except DeadlineExceeded:
            break
        if not answer.received_messages:
            break
        taken = [each.ack_id for each in answer.received_messages]
        subscriber.acknowledge(subscription=subscription, ack_ids=taken)
        found += [each.message for each in answer.received_messages]
    return found
