"""Render: a scene of the script and its recording become a silent video."""

from shared import paths
from shared.cloud import Cloud
from shared.models.narration import Narration
from shared.models.passage import Findings
from shared.models.request import ContentRecord
from shared.models.script import Script
from shared.stage import stage
from shared.workspace import workspace

from .core import Input, Output, card_for, draw_thumbnail, pictures_of, render


@stage("render_scene")
def render_scene(work: Input, record: ContentRecord, cloud: Cloud) -> Output:
    """Draw and encode one scene; the first one brings the lesson's thumbnail along."""
    request_id, index = work.request_id, work.scene
    script = Script.model_validate_json(cloud.temporary.read(paths.script(request_id)))
    findings = Findings.model_validate_json(cloud.temporary.read(paths.findings(request_id)))
    scene = script.scenes[index]
    metadata = cloud.temporary.metadata(paths.narration(request_id, index)) or {}
    narration = Narration.of_metadata(metadata, index, scene.narration)
    look = record.request.look
    with workspace() as folder:
        video, thumbnail = folder / "scene.mp4", folder / "thumbnail.png"
        if index == 0:
            draw_thumbnail(script, thumbnail, look)
            cloud.temporary.create_from_file(paths.thumbnail(request_id), thumbnail, "image/png")
        card = card_for(script, index, findings)
        pictures = pictures_of(scene, cloud.oer.read_if_there)
        rendered = render(scene, narration, card, video, cloud.limits.remaining_seconds, look, pictures)
        cloud.temporary.create_from_file(paths.still(request_id, index), video.with_suffix(".jpg"), "image/jpeg")
        cloud.temporary.create_from_file(paths.rendered_scene(request_id, index), video, "video/mp4")
    return rendered
