"""Make a short lesson, and verify all that it left behind."""

import json
import uuid
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from rich.console import Console
from rich.text import Text

from infra.operate import api, checks, media
from infra.operate.checks import Check
from infra.operate.demo import failure
from infra.operate.follow import follow
from infra.operate.publish import FIRST_STAGE
from infra.operate.target import Place, connected, place
from shared import paths, topology
from shared.cloud import Cloud
from shared.models.request import ContentRecord, Status
from shared.models.work import OutgoingMessage

MINUTES = 1
QUESTION = {
    "student_id": "smoke-test",
    "student_query": "Explain photosynthesis for 8th grade students",
    "grade_level": "8",
    "duration_minutes": MINUTES,
}


def smoke(target: str, console: Console) -> int:
    """Print a line for every check; return 1 where one does not hold."""
    where = place(target)
    with connected(where) as cloud, TemporaryDirectory(prefix="smoke-") as name:
        request_id = ask(where, cloud, console)
        record = follow(request_id, cloud, console)
        if record.status is not Status.COMPLETED:
            console.print(failure(record))
            return 1
        found = verify(record, cloud, Path(name))
    for check in found:
        sign = ("✓", "green") if check.is_right else ("✗", "red")
        console.print(Text.assemble(sign, f" {check.name}  ", (check.detail, "dim")))
    wrong = sum(not check.is_right for check in found)
    console.print(f"{wrong} of {len(found)} checks failed." if wrong else f"All {len(found)} checks hold.")
    return 1 if wrong else 0


def ask(where: Place, cloud: Cloud, console: Console) -> str:
    """Ask through the API, or straight through Pub/Sub where nobody says where that is: not everybody may call it."""
    if where.page is not None:
        request_id = api.submit(where.api, QUESTION)
        console.print(f"Request {request_id} at {urlsplit(where.api).netloc}")
        return request_id
    request_id, topic = f"smoke-{uuid.uuid4().hex}", topology.load().topic_of(FIRST_STAGE)
    cloud.publisher.publish([OutgoingMessage(topic=topic, data=json.dumps(QUESTION | {"request_id": request_id}))])
    console.print(f"Request {request_id} on the topic {topic}, since no URL of the API is given")
    return request_id


def verify(record: ContentRecord, cloud: Cloud, folder: Path) -> list[Check]:
    """Check the record, the work, the events, the objects, the captions and the video of a finished request."""
    request_id = record.request.request_id
    sizes = _download(request_id, cloud, folder)
    found = checks.record_checks(record.fields)
    works = cloud.requests.stages(request_id)
    found += checks.stage_checks(works, record.fields.get("scene_count", 0))
    found += checks.metrics_checks(cloud.requests.metrics(request_id), works, record.fields["cost_usd"])
    found += checks.event_checks(cloud.requests.events(request_id))
    found += checks.object_checks(sizes)
    if sizes["captions.vtt"]:
        found += checks.caption_checks(media.cues(folder / "captions.vtt"))
    if sizes["lesson.mp4"]:
        seconds = record.request.duration_minutes * 60
        video = media.video(folder / "lesson.mp4")
        found += checks.video_checks(video, seconds)
        found.append(checks.length_check(video, media.told_seconds(folder / "lesson.json")))
    return found


def _download(request_id: str, cloud: Cloud, folder: Path) -> dict[str, int | None]:
    """Write the lesson's files into a folder and return their sizes; None is missing."""
    sizes: dict[str, int | None] = {}
    for name in paths.LESSON_FILES:
        data = cloud.generated.read_if_there(paths.lesson(request_id, name))
        sizes[name] = None if data is None else len(data)
        if data:
            (folder / name).write_bytes(data)
    return sizes
