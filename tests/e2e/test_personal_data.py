"""Markers in what a student writes, likes and is called are in the record, and nowhere that others look."""

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests
from google.cloud import pubsub_v1, storage
from rich.console import Console

from infra.local.stack import PROJECT, Stack
from infra.operate.erase import erase
from infra.operate.failure import Failure
from infra.operate.target import Place
from shared import paths, topology
from shared.cloud import Cloud
from shared.erasing import rejected_with
from shared.models.work import OutgoingMessage
from tests.stacks import ended, eventually, pulled

pytestmark = pytest.mark.e2e

MARKERS = ("Zaphodine", "pupil-4711", "vexillology")
MORE_THAN_COME = 1_000
FIRST = "content-generation-requests"
LATER = ["topic-extracted", "content-retrieved", "script-written", "objects-finalized", "scenes-rendered"]
QUESTION = {
    "request_id": "personal-lesson",
    "student_id": MARKERS[1],
    "student_query": f"Explain photosynthesis for {MARKERS[0]}",
    "grade_level": "8",
    "duration_minutes": 1,
    "interests": [MARKERS[2]],
}
REFUSED = QUESTION | {"request_id": "personal-refused", "student_query": f"{MARKERS[0]}: what is a castle made of?"}
INVALID = QUESTION | {"request_id": "personal-invalid", "grade_level": MARKERS[0], "duration_minutes": MARKERS[2]}


def found_in(text: str) -> list[str]:
    return [marker for marker in MARKERS if marker.lower() in text.lower()]


def ask(stack: Stack, body: object) -> int:
    return requests.post(f"{stack.page}/v1/content-requests", json=body, timeout=60).status_code


@pytest.fixture
def heard_on(stack: Stack) -> Iterator[Callable[[Sequence[str]], dict[str, list[str]]]]:
    """Hear every topic beside its functions; calling it gives what came on topics, once nothing more comes."""
    with pubsub_v1.SubscriberClient() as subscriber:
        names = {topic: subscriber.subscription_path(PROJECT, f"listener-{topic}") for topic in topology.load().topics}
        for topic, name in names.items():
            subscriber.create_subscription(name=name, topic=f"projects/{PROJECT}/topics/{topic}")

        def all_of(topic: str) -> list[str]:
            found = pulled(subscriber, names[topic], MORE_THAN_COME)
            return [f"{message.data.decode()} {dict(message.attributes)}" for message in found]

        def heard(topics: Sequence[str]) -> dict[str, list[str]]:
            with ThreadPoolExecutor(len(topics)) as threads:
                return dict(zip(topics, threads.map(all_of, topics), strict=True))

        yield heard
        for name in names.values():
            subscriber.delete_subscription(subscription=name)


def test_nothing_that_a_student_wrote_leaves_the_record(
    stack: Stack, cloud: Cloud, heard_on: Callable[[Sequence[str]], dict[str, list[str]]]
) -> None:
    assert ask(stack, INVALID) == 422
    cloud.publisher.publish([OutgoingMessage(topic=FIRST, data=json.dumps(INVALID))])
    assert (ask(stack, QUESTION), ask(stack, REFUSED)) == (202, 202)
    lesson, refused = ended(cloud, "personal-lesson"), ended(cloud, "personal-refused")
    assert (lesson.status.value, refused.status.value) == ("completed", "failed"), lesson.fields.get("error")
    assert found_in(str(lesson.fields)) == list(MARKERS)

    heard = heard_on([FIRST, *LATER])
    assert all(heard.values())
    assert found_in(str(heard.pop(FIRST))) == list(MARKERS)
    assert found_in(str(heard)) == []

    metrics = [cloud.requests.metrics(request_id) for request_id in ("personal-lesson", "personal-refused")]
    assert all(metrics)
    assert found_in(str(metrics)) == []
    names = [blob.name for bucket in _buckets(stack) for blob in storage.Client(project=PROJECT).list_blobs(bucket)]
    assert any("personal-lesson" in name for name in names)
    assert found_in(str(names)) == []
    for folder in ("logs", "traces"):
        files = sorted((stack.folder / folder).iterdir())
        assert any("personal-lesson" in _text(file) for file in files)
        assert {file.name: found for file in files if (found := found_in(_text(file)))} == {}


def test_what_is_erased_is_nowhere(stack: Stack, cloud: Cloud) -> None:
    pupil = {"student_id": "pupil-4712", "student_query": "What does Quillonby eat?"}
    asked = [REFUSED | pupil | {"request_id": f"erased-{number}"} for number in range(2)]
    assert [ask(stack, body) for body in asked] == [202, 202]
    assert all(ended(cloud, str(body["request_id"])) for body in asked)
    cloud.publisher.publish([OutgoingMessage(topic=FIRST, data=json.dumps(INVALID | pupil))])
    eventually(lambda: rejected_with(["pupil-4712"], cloud))
    cloud.generated.create(paths.lesson("erased-0", "lesson.mp4"), b"", "video/mp4")
    here = Place(project=PROJECT, environment=stack.environment, page=stack.page)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("infra.operate.erase.place", lambda target: here)
        with pytest.raises(Failure, match="There are 2 requests and 1 rejected messages of pupil-4712"):
            erase("pupil-4712", "", "local", Console())
        assert erase("pupil-4712", "pupil-4712", "local", Console()) == 0
    assert "Quillonby" not in str([found.fields for found in cloud.store.find("content_requests", [], 1_000)])
    kinds = ("request_stages", "request_events", "request_metrics")
    assert not [each for kind in kinds for each in cloud.store.children(f"content_requests/erased-0/{kind}")]
    assert "pupil-4712" not in str(cloud.store.children("rejected_messages"))
    assert cloud.generated.paths_under(paths.lesson_folder("erased-0")) == []


def _buckets(stack: Stack) -> list[Any]:
    return [stack.environment[bucket.variable] for bucket in topology.load().buckets.values()]


def _text(file: Path) -> str:
    return file.read_text("utf-8", errors="replace")
