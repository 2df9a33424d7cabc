"""What must be true of a world that has come to rest. Each function is one invariant of docs/reliability.md."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from shared import documents, paths, topology
from shared.models.request import Status
from tests.chaos.chain import lesson_text
from tests.chaos.world import World


def violations(world: World) -> list[str]:
    """Return every broken invariant."""
    found = list(world.history.violations)
    records = {record.identifier: record.fields for record in world.store.find("content_requests", [], 1_000)}
    for request_id, record in records.items():
        if documents.is_erased(record):
            found += _erased(request_id, world)
            continue
        stages = {stage.identifier: stage.fields for stage in _stages(world, request_id)}
        found += _ended(request_id, record, world)
        found += _costs(request_id, record, stages, world)
        found += _attempts(request_id, stages)
        found += _metrics(request_id, record, stages, world)
        if record["status"] == "completed" and record.get("reused"):
            found += _reused(request_id, record, stages, world)
        elif record["status"] == "completed":
            found += _lesson(request_id, record, world)
        if record["status"] == "cancelled":
            found += _cleaned(request_id, world)
    found += _spending(records, world)
    return found


def _ended(request_id: str, record: dict[str, Any], world: World) -> Iterator[str]:
    if not Status(record["status"]).is_terminal:
        yield f"{request_id} has not ended: {record['status']}"
    expected = 1 + record.get("times_reopened", 0)
    if world.history.ends[f"content_requests/{request_id}"] != expected:
        yield f"{request_id} ended {world.history.ends[f'content_requests/{request_id}']} times"
    if record["status"] == "failed" and not record["error"]["code"]:
        yield f"{request_id} failed without a reason"
    opened = world.store.read(f"open_requests/{record['student_id']}") or {"requests": {}}
    if request_id in opened["requests"]:
        yield f"{request_id} has ended and is open for its student"


def _lesson(request_id: str, record: dict[str, Any], world: World) -> Iterator[str]:
    script = json.loads(world.temporary.read(paths.script(request_id)))
    if record["scene_count"] != script["scenes"] or record["script"] != script["text"]:
        yield f"the record of {request_id} tells of another script"
    if world.history.joins[request_id] != 1:
        yield f"the scenes of {request_id} were joined {world.history.joins[request_id]} times"
    scenes = []
    for scene in range(script["scenes"]):
        recording = world.temporary.read(paths.narration(request_id, scene)).decode()
        if not recording.endswith(script["text"]):
            yield f"scene {scene} of {request_id} was spoken from another script"
        video = world.temporary.read_if_there(paths.rendered_scene(request_id, scene))
        if video is None or video.decode() != f"video of {recording}":
            yield f"scene {scene} of {request_id} was rendered from another recording"
        scenes.append(video or b"")
    expected = {paths.lesson(request_id, name): lesson_text(name, scenes).encode() for name in paths.LESSON_FILES}
    found = {path: world.generated.read(path) for path in world.generated.paths_under(paths.lesson_folder(request_id))}
    if found != expected:
        yield f"the lesson of {request_id} is not whole, or not of these scenes"


def _reused(request_id: str, record: dict[str, Any], stages: dict[str, Any], world: World) -> Iterator[str]:
    """A reused lesson is the request's own copy of a whole lesson, and nothing was paid to make it."""
    source = record["reused_from"]
    if request_id not in world.history.erased:
        found = [world.generated.read_if_there(paths.lesson(request_id, name)) for name in paths.LESSON_FILES]
        made = zip(*(world.history.versions[paths.lesson(source, name)] for name in paths.LESSON_FILES), strict=False)
        if tuple(found) not in set(made):
            yield f"the lesson of {request_id} is not the one of {source}"
    if any(request_id not in address for address in record["result"]["files"].values()):
        yield f"the record of {request_id} tells of another one's files"
    if work := set(stages) - {"submit_request", "extract_topic", "retrieve_content", "reuse_lesson"}:
        yield f"{request_id} got a lesson and made one: {sorted(work)}"
    if stages["reuse_lesson"]["usage"]["spoken_characters"]:
        yield f"{request_id} paid for a lesson that was there"


def _costs(request_id: str, record: dict[str, Any], stages: dict[str, Any], world: World) -> Iterator[str]:
    if record["cost_usd"] != pytest.approx(sum(stage["cost_usd"] for stage in stages.values()), abs=1e-5):
        yield f"the cost of {request_id} is not the sum of its stages' costs"
    for name, stage in stages.items():
        if stage["status"] == "done" and "usage" in stage:
            recorded, ran = stage["usage"]["spoken_characters"], _ran(request_id, stage["stage"], world)
            if recorded != ran:
                yield f"{name} of {request_id} recorded {recorded} paid calls, not {ran}"


def _ran(request_id: str, stage: str, world: World) -> int:
    """Return the paid calls of a stage whose attempt reported, or whose result is stored."""
    prefixes = {
        "extract_topic": f"topic of {request_id}",
        "retrieve_content": paths.findings(request_id),
        "write_script": paths.script(request_id),
        "narrate_scenes": f"narration/{request_id}/",
    }
    if stage not in prefixes:
        return 0
    count = 0
    for what, attempt in world.history.calls:
        path = what.split(" sentence ")[0]
        if what.startswith(prefixes[stage]):
            count += attempt in world.history.reported or world.history.stored_by.get(path) == attempt
    return count


def _attempts(request_id: str, stages: dict[str, Any]) -> Iterator[str]:
    for name, stage in stages.items():
        subscription = topology.load().functions[stage["stage"]].subscription
        if subscription and stage["attempt"] > subscription.maximum_delivery_attempts:
            yield f"{name} of {request_id} was tried {stage['attempt']} times"


def _metrics(request_id: str, record: dict[str, Any], stages: dict[str, Any], world: World) -> Iterator[str]:
    """Compare what is counted of each work with the work itself: both are written in one commit."""
    found = world.store.children(f"content_requests/{request_id}/request_metrics")
    metrics = {each.identifier: each.fields for each in found}
    if record["cost_usd"] != pytest.approx(sum(each["cost_usd"] for each in metrics.values()), abs=1e-5):
        yield f"the metrics of {request_id} do not add up to its cost"
    reported = {name for name, stage in stages.items() if stage["status"] in ("done", "failed") and "usage" in stage}
    if missing := reported - metrics.keys():
        yield f"{request_id} has no metrics of {', '.join(sorted(missing))}"
    for name, each in metrics.items():
        stage = stages[name]
        is_last = each["outcome"] in ("finished", "refused")
        is_decided = is_last or each["outcome"] == "abandoned"
        if is_last and (each["usage"], each["attempts"]) != (stage["usage"], stage["fence"]):
            yield f"the metrics of {name} of {request_id} are not those of its last attempt"
        waits = stage.get("waits", 0)
        if each["failures"] != each["attempts"] - is_decided - waits or each["queue_seconds"] is None:
            yield f"the metrics of {name} of {request_id} are not whole: {each}"


def _cleaned(request_id: str, world: World) -> Iterator[str]:
    left = [path for prefix in paths.intermediate(request_id) for path in world.temporary.paths_under(prefix)]
    left += world.generated.paths_under(paths.lesson_folder(request_id))
    if left:
        yield f"{request_id} was cancelled or erased, and has left {left[0]}"


def _erased(request_id: str, world: World) -> Iterator[str]:
    """An erased request leaves nothing but its id."""
    yield from _cleaned(request_id, world)
    for collection in ("request_stages", "request_events", "request_metrics"):
        if world.store.children(f"content_requests/{request_id}/{collection}"):
            yield f"the erased {request_id} has left {collection}"


def _spending(records: dict[str, Any], world: World) -> Iterator[str]:
    """The day's spending is the sum of all costs; what an erased request has cost is in it, and told nowhere else."""
    spent = sum(shard.fields["cost_usd"] for shard in world.store.find("shards", [], 1_000))
    told = sum(record["cost_usd"] for record in records.values() if not documents.is_erased(record))
    is_erased = any(map(documents.is_erased, records.values()))
    if spent < told - 1e-4 if is_erased else spent != pytest.approx(told, abs=1e-4):
        yield f"the day's spending {spent} is not the sum of all requests' costs"


def _stages(world: World, request_id: str) -> list[Any]:
    return world.store.children(f"content_requests/{request_id}/request_stages")
