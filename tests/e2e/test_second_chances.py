"""Submitting many times, cancelling and starting again, through the API and the commands of the running stack."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from rich.console import Console

from infra.local.stack import Stack
from infra.operate.redrive import redrive
from infra.operate.target import Place
from shared import documents, paths
from shared.cloud import Cloud
from shared.models.request import ContentRecord

pytestmark = pytest.mark.integration

PATIENCE_SECONDS = 180


def question(**changes: object) -> dict[str, object]:
    return {
        "request_id": f"e2e-{uuid4().hex[:10]}",
        "student_id": f"s-{uuid4().hex[:10]}",
        "student_query": "Explain photosynthesis",
        "grade_level": "8",
        "duration_minutes": 1,
    } | changes


def post(stack: Stack, path: str, body: object) -> tuple[int, dict[str, Any]]:
    request = urllib.request.Request(
        f"{stack.page}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def wait(cloud: Cloud, request_id: str, until: Callable[[ContentRecord], bool]) -> ContentRecord:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        record = cloud.requests.read(request_id)
        if record and until(record):
            return record
        time.sleep(0.1)
    raise TimeoutError(f"{request_id} did not get there in time")


def test_of_32_submissions_at_once_one_request_comes(stack: Stack, cloud: Cloud) -> None:
    asked = question(student_query="What is the square root of a castle?")
    with ThreadPoolExecutor(32) as threads:
        answers = list(threads.map(lambda _: post(stack, "/v1/content-requests", asked), range(32)))
    assert {status for status, _ in answers} == {202}
    request_id = str(asked["request_id"])
    assert post(stack, "/v1/content-requests", asked | {"grade_level": "7"})[0] == 409
    wait(cloud, request_id, lambda record: record.status.is_terminal)
    kinds = [event["kind"] for event in cloud.requests.events(request_id)]
    assert kinds.count("accepted") == 1
    assert all(work["attempt"] == 1 for work in cloud.requests.stages(request_id).values())


def test_a_cancelled_request_goes_no_further(stack: Stack, cloud: Cloud) -> None:
    asked = question(duration_minutes=2)
    request_id = str(asked["request_id"])
    post(stack, "/v1/content-requests", asked)
    wait(cloud, request_id, lambda record: "scene_count" in record.fields)
    status, told = post(stack, f"/v1/content-requests/{request_id}:cancel", {})
    assert (status, told["status"]) == (200, "cancelled")
    time.sleep(8)
    record = cloud.requests.read(request_id)
    assert record is not None
    assert record.status.value == "cancelled"
    assert "assemble_video" not in cloud.requests.stages(request_id)
    assert cloud.generated.paths_under(paths.lesson_folder(request_id)) == []


def test_a_failed_request_goes_on_from_where_it_failed(stack: Stack, cloud: Cloud) -> None:
    asked = question()
    request_id = str(asked["request_id"])
    post(stack, "/v1/content-requests", asked)
    wait(cloud, request_id, lambda record: record.fields["progress_percentage"] >= 45)
    assert cloud.requests.fail(request_id, documents.too_often("render_scene", None))
    time.sleep(5)
    here = Place(project="vividly-local", environment=stack.environment, page=stack.page)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("infra.operate.redrive.place", lambda target: here)
        assert redrive(request_id, "local", Console()) == 0
    record = wait(cloud, request_id, lambda record: record.status.is_terminal)
    assert record.status.value == "completed"
    assert record.fields["error"] is None
    stages = cloud.requests.stages(request_id)
    assert stages["write_script"]["fence"] == stages["narrate_scenes"]["fence"] == 1
    assert record.fields["times_reopened"] == 1
