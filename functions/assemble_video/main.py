"""Assemble: the scenes and their sound become the lesson."""

from pathlib import Path

from shared import paths
from shared.cloud import Cloud
from shared.models.narration import Narration
from shared.models.passage import Findings
from shared.models.request import ContentRecord
from shared.models.script import Script
from shared.stage import stage
from shared.workspace import workspace

from .core import Input, Output, SceneFiles, assemble
from .lesson import Spending


@stage("assemble_video")
def assemble_video(work: Input, record: ContentRecord, cloud: Cloud) -> Output:
    """Join what the scenes left behind, check it, and keep the lesson's files."""
    request_id = work.request_id
    script = Script.model_validate_json(cloud.temporary.read(paths.script(request_id)))
    sources = Findings.model_validate_json(cloud.temporary.read(paths.findings(request_id))).sources_of(script)
    with workspace() as folder:
        cloud.temporary.read_to_file(paths.thumbnail(request_id), folder / paths.THUMBNAIL)
        files, narrations = _scenes(request_id, script, folder, cloud)
        spending = _spending(request_id, cloud)
        lesson = assemble(script, narrations, files, sources, spending, folder, cloud.limits.remaining_seconds)
        for file, content_type in paths.LESSON_FILES.items():
            cloud.generated.create_from_file(paths.lesson(request_id, file), folder / file, content_type)
    addresses = {file: cloud.generated.uri(paths.lesson(request_id, file)) for file in paths.LESSON_FILES}
    return Output(duration_seconds=lesson.duration_seconds, files=addresses, video=lesson.video)


def _scenes(request_id: str, script: Script, folder: Path, cloud: Cloud) -> tuple[list[SceneFiles], list[Narration]]:
    files, narrations = [], []
    for index, scene in enumerate(script.scenes):
        scene_files = SceneFiles(picture=folder / f"{index:02d}.mp4", recording=folder / f"{index:02d}.wav")
        recording = paths.narration(request_id, index)
        cloud.temporary.read_to_file(paths.rendered_scene(request_id, index), scene_files.picture)
        cloud.temporary.read_to_file(recording, scene_files.recording)
        metadata = cloud.temporary.metadata(recording) or {}
        files.append(scene_files)
        narrations.append(Narration.of_metadata(metadata, index, scene.narration))
    return files, narrations


def _spending(request_id: str, cloud: Cloud) -> Spending:
    """Return what the stages before this one used; its own time is on the record when it is over."""
    dollars: dict[str, float] = {}
    seconds: dict[str, float] = {}
    for work in cloud.requests.stages(request_id).values():
        stage_name = work["stage"]
        dollars[stage_name] = round(dollars.get(stage_name, 0.0) + work["cost_usd"], 6)
        seconds[stage_name] = round(seconds.get(stage_name, 0.0) + work.get("usage", {}).get("seconds", 0.0), 3)
    return Spending(dollars=dollars, seconds=seconds)
