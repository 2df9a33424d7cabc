"""What must be true when the faults are over."""

import json
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from functions.narrate_scenes.pronunciation import spoken
from infra.operate.checks import Check
from infra.operate.smoke import verify
from shared import paths
from shared.cloud import Cloud
from shared.models.request import ContentRecord, Status
from shared.models.script import Script

COST_TOLERANCE_USD = 1e-4
CALLS_A_CLAIM = {"TopicAnalysis": 1, "Script": 2}
"""A script with problems is written once more."""
STAGE_OF_SCHEMA = {"TopicAnalysis": "extract_topic", "Script": "write_script"}


def judge(requests: list[str], calls: Path, least_share: float, cloud: Cloud) -> tuple[list[Check], dict[str, int]]:
    """Return what holds and what does not, and how the requests ended."""
    records = {request_id: cloud.requests.read(request_id) for request_id in requests}
    found = {name: record for name, record in records.items() if record is not None}
    ends = Counter(_end(record) for record in found.values())
    completed = [record for record in found.values() if record.status is Status.COMPLETED]
    blocked = ends["failed: blocked_by_model"]
    share = len(completed) / max(1, len(found) - blocked)
    open_still = [name for name, record in found.items() if not record.status.is_terminal]
    checks = [
        Check("every accepted request has a record", len(found) == len(requests), f"{len(found)} of {len(requests)}"),
        Check("every request has ended", not open_still, ", ".join(open_still) or "all"),
        Check("enough lessons were made", bool(completed) and share >= least_share, f"{share:.0%} if not blocked"),
        *(_lesson(record, cloud) for record in completed),
        *_payments(found, calls, cloud),
    ]
    return checks, dict(ends)


def _end(record: ContentRecord) -> str:
    error = record.fields.get("error")
    return f"{record.status.value}: {error['code']}" if error else record.status.value


def _lesson(record: ContentRecord, cloud: Cloud) -> Check:
    """Check that a lesson is whole, and that there is one object of each kind."""
    request_id = record.request.request_id
    with TemporaryDirectory(prefix="chaos-") as name:
        found = verify(record, cloud, Path(name))
    wrong = [f"{check.name} ({check.detail})" for check in found if not check.is_right]
    expected = sorted(paths.lesson(request_id, file) for file in paths.LESSON_FILES)
    kinds = (paths.rendered_scene, paths.still)
    scenes = [path_of(request_id, scene) for scene in range(record.fields["scene_count"]) for path_of in kinds]
    if cloud.generated.paths_under(paths.lesson_folder(request_id)) != expected:
        wrong.append("the lesson's objects are not exactly one of each kind")
    if cloud.temporary.paths_under(f"scenes/{request_id}/") != sorted([*scenes, paths.thumbnail(request_id)]):
        wrong.append("the scenes' objects are not exactly one each")
    return Check(f"{request_id} is a whole lesson", not wrong, "; ".join(wrong) or f"{len(found)} checks")


def _payments(records: dict[str, ContentRecord], calls: Path, cloud: Cloud) -> list[Check]:
    """Check that nothing was paid for more often than it was claimed."""
    paid = Counter(json.loads(line)["call"] for line in calls.read_text("utf-8").splitlines())
    for free in ("embed", None):
        paid.pop(free, None)
    allowed: Counter[str] = Counter()
    for request_id in records:
        claims = {name: stage["fence"] for name, stage in cloud.requests.stages(request_id).items()}
        for schema, stage in STAGE_OF_SCHEMA.items():
            allowed[f"write: {schema}"] += claims.get(stage, 0) * CALLS_A_CLAIM[schema]
        for sentence in {spoken(sentence) for sentence in _sentences(request_id, cloud)}:
            allowed[f"speech: {sentence}"] += claims.get("narrate_scenes", 0)
    too_often = [f"{call[:40]}: {count}, not {allowed[call]}" for call, count in paid.items() if count > allowed[call]]
    total = sum(record.fields["cost_usd"] for record in records.values())
    wrong = [name for name, record in records.items() if not _adds_up(record, cloud)]
    detail = "; ".join(too_often) or f"{sum(paid.values())} calls"
    return [
        Check("no call was paid for more often than claimed", not too_often, detail),
        Check("every cost is the sum of its stages' costs", not wrong, ", ".join(wrong) or f"${total:.3f}"),
    ]


def _adds_up(record: ContentRecord, cloud: Cloud) -> bool:
    stages = cloud.requests.stages(record.request.request_id).values()
    return bool(abs(record.fields["cost_usd"] - sum(work["cost_usd"] for work in stages)) < COST_TOLERANCE_USD)


def _sentences(request_id: str, cloud: Cloud) -> list[str]:
    data = cloud.temporary.read_if_there(paths.script(request_id))
    return Script.model_validate_json(data).sentences if data else []
