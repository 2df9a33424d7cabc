"""Submitting many times, cancelling and starting again, through the API and the commands of the running stack."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
import requests
from rich.console import Console

from infra.local.stack import Stack
from infra.operate.redrive import redrive
from infra.operate.target import Place
from shared import documents, paths
from shared.cloud import Cloud
from shared.cost import Usage
from shared.leftovers import recorded
from shared.models.work import OutgoingMessage
from shared.results import USAGE
from tests.stacks import ended, eventually, is_quiet, logged, record_when

pytestmark = pytest.mark.integration

AFTER_ALL_SCENES = 99
"""No lesson has so many."""


def question(**changes: object) -> dict[str, object]:
    return {
        "request_id": f"e2e-{uuid4().hex[:10]}",
        "student_id": f"s-{uuid4().hex[:10]}",
        "student_query": "Explain photosynthesis",
        "grade_level": "8",
        "duration_minutes": 1,
    } | changes


def post(stack: Stack, path: str, body: object) -> tuple[int, dict[str, Any]]:
    answer = requests.post(f"{stack.page}{path}", json=body, timeout=120)
    return answer.status_code, answer.json()


def test_of_32_submissions_at_once_one_request_comes(stack: Stack, cloud: Cloud) -> None:
    asked = question(student_query="What is the square root of a castle?")
    with ThreadPoolExecutor(32) as threads:
        answers = list(threads.map(lambda _: post(stack, "/v1/content-requests", asked), range(32)))
    assert {status for status, _ in answers} == {202}
    request_id = str(asked["request_id"])
    assert post(stack, "/v1/content-requests", asked | {"grade_level": "7"})[0] == 409
    ended(cloud, request_id)
    kinds = [event["kind"] for event in cloud.requests.events(request_id)]
    assert kinds.count("accepted") == 1
    assert all(work["attempt"] == 1 for work in cloud.requests.stages(request_id).values())


def test_a_cancelled_request_goes_no_further(stack: Stack, cloud: Cloud) -> None:
    asked = question(duration_minutes=2)
    request_id = str(asked["request_id"])
    post(stack, "/v1/content-requests", asked)
    record_when(cloud, request_id, lambda record: "scene_count" in record.fields)
    status, told = post(stack, f"/v1/content-requests/{request_id}:cancel", {})
    assert (status, told["status"]) == (200, "cancelled")
    eventually(lambda: is_quiet(cloud, request_id), seconds=240)
    # What brings another on to its end comes after all that was on its way.
    scene = recorded(request_id, AFTER_ALL_SCENES, cloud.settings.gcs_temp_files_bucket)
    scenes_rendered = OutgoingMessage(topic="scenes-rendered", data=json.dumps({"request_id": request_id}))
    cloud.publisher.publish([scene, scenes_rendered])

    def left_alone() -> set[str]:
        return {
            line["stage"] for line in logged(stack, request_id) if line["message"] == "request is cancelled already"
        }

    eventually(lambda: {"render_scene", "assemble_video"} <= left_alone())
    record = cloud.requests.read(request_id)
    assert record is not None
    assert record.status.value == "cancelled"
    events = cloud.requests.events(request_id)
    [cancelled_at] = [event["at"] for event in events if event["kind"] == "cancelled"]
    assert [event for event in events if event["kind"] == "started" and event["at"] > cancelled_at] == []
    assert cloud.generated.paths_under(paths.lesson_folder(request_id)) == []


def test_a_failed_request_goes_on_from_where_it_failed(stack: Stack, cloud: Cloud) -> None:
    asked = question()
    request_id = str(asked["request_id"])
    post(stack, "/v1/content-requests", asked)
    eventually(lambda: cloud.temporary.paths_under(paths.narrations(request_id)), seconds=240)
    assert cloud.requests.fail(request_id, documents.too_often("render_scene", None))
    eventually(lambda: is_quiet(cloud, request_id), seconds=240)
    here = Place(project="vividly-local", environment=stack.environment, page=stack.page)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("infra.operate.redrive.place", lambda target: here)
        assert redrive(request_id, "local", Console()) == 0
    record = ended(cloud, request_id)
    assert record.status.value == "completed"
    assert record.fields["error"] is None
    assert record.fields["times_reopened"] == 1
    assert cloud.requests.stages(request_id)["write_script"]["fence"] == 1
    recordings = [
        cloud.temporary.metadata(path) or {} for path in cloud.temporary.paths_under(paths.narrations(request_id))
    ]
    kept = sum(Usage.model_validate_json(recording[USAGE]).spoken_characters for recording in recordings)
    # Narration that ended after its request had is taken up again, and no sentence of it is spoken twice.
    assert cloud.requests.metrics(request_id)["narrate_scenes"]["usage"]["spoken_characters"] == kept > 0
