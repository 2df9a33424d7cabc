"""How far each scene of a lesson is."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from shared import paths, topology
from shared.cloud import Cloud
from shared.models.base import Record
from shared.models.request import ContentRecord, Status
from shared.models.work import WorkKey
from shared.store import Fields

State = Literal["waiting", "narrated", "rendered"]


class SceneStanding(Record):
    """Say how far a scene is."""

    index: int
    heading: str
    state: State
    picture: str | None = None
    """The address of a small JPEG of the scene, as soon as it is rendered and as long as it is kept."""


def scenes_of(record: ContentRecord, cloud: Cloud) -> list[SceneStanding] | None:
    """Return the scenes of a lesson with `gs://` addresses of their pictures, or None before there is a script."""
    headings: list[str] | None = record.fields.get("scene_headings")
    if headings is None:
        return None
    request_id, is_completed = record.request.request_id, record.status is Status.COMPLETED
    stages = {} if is_completed else cloud.requests.stages(request_id)
    are_kept = _are_kept(record, cloud.records.now())
    found = []
    for index, heading in enumerate(headings):
        state: State = "rendered" if is_completed else _state(request_id, index, stages)
        still = f"gs://{cloud.settings.gcs_temp_files_bucket}/{paths.still(request_id, index)}"
        picture = still if state == "rendered" and are_kept else None
        found.append(SceneStanding(index=index, heading=heading, state=state, picture=picture))
    return found


def _state(request_id: str, index: int, stages: Mapping[str, Fields]) -> State:
    rendering = stages.get(WorkKey(request_id=request_id, stage="render_scene", scene=index).document)
    if rendering and rendering["status"] == "done":
        return "rendered"
    narrating = stages.get("narrate_scenes")
    # A scene's recording starts its rendering, also while later ones are still spoken.
    is_narrated = rendering or (narrating and narrating["status"] == "done")
    return "narrated" if is_narrated else "waiting"


def _are_kept(record: ContentRecord, now: datetime) -> bool:
    """Tell whether what is between question and lesson is still there."""
    days = topology.load().buckets["temporary"].delete_after_days
    is_young = days is None or now < record.fields["created_at"] + timedelta(days=days)
    return is_young and record.status is not Status.CANCELLED
