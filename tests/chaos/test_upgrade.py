"""Requests in flight stand an upgrade: what an earlier version stored and sent is worked on by this one.

`tests/events/version-…` holds pushes of Pub/Sub and documents of Firestore as a running stack of that version had them.
"""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request
from functions_framework import event_conversion

from shared import documents, paths, schema
from shared.messages import of_event
from shared.models.message import IncomingMessage
from shared.models.work import OutgoingMessage
from shared.results import FENCE, USAGE
from tests.chaos import schedules
from tests.chaos.chain import SETTINGS, STAGES
from tests.chaos.schedules import OneFault
from tests.chaos.world import World
from tests.fakes.bucket import Kept

EVENTS = Path(__file__).parent.parent / "events"
PUSHES = sorted(EVENTS.glob("version-*/*.json"))
DOCUMENTS = sorted(EVENTS.glob("version-*/documents/*.json"))
REQUEST = "captured-photosynthesis"
SCRIPT = {"scenes": 4, "text": "one"}


def captured(file: Path) -> Any:
    """Read what was captured, as if it had been in the project of the tests."""
    return json.loads(file.read_text("utf-8").replace("vividly-local", SETTINGS.google_cloud_project))


def pushed(file: Path) -> IncomingMessage:
    """Read a push as functions-framework does."""
    push = captured(file)
    with Flask(__name__).test_request_context(push["path"], method="POST", json=push["body"]):
        return of_event(event_conversion.background_event_to_cloud_event(request))


def stored(file: Path) -> dict[str, dict[str, Any]]:
    """Read documents; JSON has their times as text."""
    return {path: _timed(fields) for path, fields in captured(file).items()}


def _timed(fields: dict[str, Any]) -> dict[str, Any]:
    deadlines = {"requests": _timed(fields["requests"])} if "requests" in fields else {}
    times = {
        name: value for name, value in fields.items() if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT", value)
    }
    return fields | {name: datetime.fromisoformat(value) for name, value in times.items()} | deadlines


def world_of(file: Path) -> World:
    """Return a world in which these documents are, and the objects that they tell of."""
    world = World(OneFault())
    for path, fields in stored(file).items():
        world.store.set(path, fields)
    world.now = max(fields["updated_at"] for fields in stored(file).values() if "updated_at" in fields)
    recordings = {paths.narration(REQUEST, scene): f"{scene} of {SCRIPT['text']}" for scene in range(4)}
    objects = {paths.findings(REQUEST): "passages"}
    if "narrate_scenes" in str(file.read_bytes()):
        objects |= {paths.script(REQUEST): json.dumps(SCRIPT)} | recordings
    for path, text in objects.items():
        world.temporary.objects[path] = Kept(text.encode(), {USAGE: "{}", FENCE: "1"})
    rendered = paths.rendered_scene(REQUEST, 0)
    world.temporary.objects[rendered] = Kept(f"video of {recordings[paths.narration(REQUEST, 0)]}".encode(), {})
    return world


def record_of(world: World) -> dict[str, Any]:
    record = world.store.read(f"content_requests/{REQUEST}")
    assert record
    return record


@pytest.mark.parametrize("push", PUSHES, ids=lambda file: f"{file.parent.name} {file.stem}")
def test_a_message_that_was_captured_is_read(push: Path) -> None:
    [stage] = [stage for stage in STAGES if stage.hears == push.stem]
    message = pushed(push)
    work = stage.input.read(message, SETTINGS)
    assert work is not None
    assert (work.request_id, work.scene_index) == (REQUEST, 0 if stage.name == "render_scene" else None)
    assert message.published_at is not None


@pytest.mark.parametrize(
    "file", [each for each in DOCUMENTS if each.stem in ("writing-the-script", "rendering-scenes")]
)
def test_a_request_that_was_in_flight_becomes_one_lesson(file: Path) -> None:
    world = world_of(file)
    world.run_to_quiescence()
    record = record_of(world)
    assert (record["status"], record["progress_percentage"]) == ("completed", 100)
    assert world.history.joins[REQUEST] == 1
    assert world.history.violations == []
    stages = world.store.children(f"content_requests/{REQUEST}/request_stages")
    assert record["cost_usd"] == pytest.approx(sum(stage.fields["cost_usd"] for stage in stages), abs=1e-5)
    metrics = {
        each.identifier: each.fields for each in world.store.children(f"content_requests/{REQUEST}/request_metrics")
    }
    assert {"narrate_scenes", "render_scene-01", "assemble_video"} <= metrics.keys()


@pytest.mark.parametrize("push", PUSHES, ids=lambda file: f"{file.parent.name} {file.stem}")
def test_a_message_of_work_that_was_done_changes_nothing(push: Path) -> None:
    world = world_of(push.parent / "documents" / "completed.json")
    before = record_of(world)
    message = pushed(push)
    [stage] = [stage for stage in STAGES if stage.hears == push.stem]
    world._deliver(stage.name, OutgoingMessage(topic=push.stem, data=message.data, attributes=message.attributes))
    world.run_to_quiescence()
    assert record_of(world) == before
    assert world.history.calls == []


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: f"{file.parent.parent.name} {file.stem}")
def test_a_record_that_was_stored_is_read(file: Path) -> None:
    [fields] = [fields for path, fields in stored(file).items() if path.count("/") == 1 and "fingerprint" in fields]
    record = documents.record_of(fields)
    documents.ensure_same(fields, record.request)
    assert record.status.value == fields["status"]


def test_all_that_is_stored_and_sent_now_carries_its_version() -> None:
    world = schedules.run([schedules.request()], OneFault())
    for kind in ("content_requests", "request_stages", "request_metrics"):
        found = world.store.find(kind, [], 100)
        assert {each.fields[schema.FIELD] for each in found} == {schema.DOCUMENTS}
    stages = [stage.fields for stage in world.store.find("request_stages", [], 100)]
    sent = [message for stage in stages for message in stage["outbox"]]
    assert len(sent) == 5
    assert {message["attributes"][schema.FIELD] for message in sent} == {str(schema.MESSAGES)}
    kept = [each.metadata for each in world.temporary.objects.values() if FENCE in each.metadata]
    assert {metadata[schema.FIELD] for metadata in kept} == {str(schema.MESSAGES)}
