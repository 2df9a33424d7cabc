"""The chain in miniature: each stage does outside what the real one does, in the same order, with tiny contents.

Every paid answer differs from every other, so that a mix of two attempts shows in the lesson. A test compares what
these stages do outside with what the real ones do.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from functions.extract_topic.core import Input as TopicInput
from functions.fail_undeliverable.core import fail
from functions.recover_stalled.core import recover
from functions.render_scene.core import Input as SceneInput
from functions.retrieve_content.core import Output as Found
from functions.reuse_lesson.main import reuse_lesson
from functions.submit_request.submission import submit
from shared import documents, paths, voices
from shared.catalogue import Catalogue
from shared.cost import Usage
from shared.erasing import erase
from shared.errors import Refused, Taken
from shared.limits import Limits
from shared.meter import Meter
from shared.models.message import IncomingMessage
from shared.models.request import ContentRecord, ContentRequest, Status
from shared.models.work import Claim, OutgoingMessage, StageInput, StageOutput
from shared.records import Records
from shared.redriving import redrive
from shared.remembered import Occupancy, Spending
from shared.requests import Requests
from shared.results import Results
from shared.stage import DECLARED, Stage
from tests.fakes.bucket import InProcessBucket
from tests.fakes.cloud import settings

if TYPE_CHECKING:
    from tests.chaos.world import World

SETTINGS = settings()
SENTENCES = 2
WORDS_NOBODY_TEACHES = "Tell me a secret"
WORDS_WITH_LITTLE_BEHIND = "Tell me of a rare thing at length"


class MiniatureCloud:
    """Be the cloud as one attempt sees it."""

    def __init__(self, world: "World", function: str) -> None:
        self.world = world
        self.settings = SETTINGS
        self.meter = Meter()
        self.temporary, self.generated = world.temporary, world.generated
        self.ledger = world.parts.ledger(world.store, SETTINGS, world.clock)
        self.requests = Requests(world.store, SETTINGS, world.clock)
        self.records = Records(world.store, world.clock)
        self.reuse = world.parts.reuse(world.store, SETTINGS, world.clock)
        self.spending = Spending(world.store, world.clock)
        self.occupancy = Occupancy(world.store)
        self.catalogue = Catalogue(world.store)
        self.publisher = self
        self.voices = voices.load(SETTINGS.voices)
        self.claim: Claim | None = None
        self.limits = Limits(function, SETTINGS, self.meter, self.spending, 240, seconds=self._seconds)

    def begin(self, claim: Claim) -> None:
        self.claim = claim
        self.limits.spent_before_usd = claim.record.fields["cost_usd"]

    def _seconds(self) -> float:
        return self.world.now.timestamp()

    @cached_property
    def results(self) -> Results:
        assert self.claim
        return Results(self.temporary, self.meter, self.claim.fence, self.claim.counted)

    def publish(self, messages: list[OutgoingMessage]) -> None:
        self.world.send(messages)

    def pay(self, what: str) -> str:
        """Call a paid service for something; the answer is never the same."""
        self.limits.before_paying()
        self.world.point(f"before paying for {what}")
        attempt = self.world.current.number if self.world.current else 0
        answer = self.world.history.paid(what, attempt)
        self.meter.add(spoken_characters=1)
        self.world.point(f"after paying for {what}")
        return answer


class Topic(StageOutput):
    topic: str

    def for_record(self) -> Mapping[str, Any]:
        return {"topic": self.topic}


class Written(StageOutput):
    scene_count: int
    script: str

    def for_record(self) -> Mapping[str, Any]:
        return {"scene_count": self.scene_count, "script": self.script}


class Done(StageOutput):
    pass


class Lesson(StageOutput):
    status_after: ClassVar[Status] = Status.COMPLETED
    wakes_followers: ClassVar[bool] = True
    files: dict[str, str]

    def for_record(self) -> Mapping[str, Any]:
        return {"result": {"files": self.files}}


def extract_topic(work: TopicInput, record: ContentRecord, cloud: MiniatureCloud) -> Topic:
    path = paths.understood(hashed(record.request.student_query))
    known = cloud.temporary.read_if_there(path)
    if known is None:
        answer = cloud.pay(f"topic of {work.request_id}")
        if record.request.student_query == WORDS_NOBODY_TEACHES:
            raise Refused("not_a_lesson", "Ask about school.")
        cloud.temporary.create(path, answer.encode(), "application/json")
        known = cloud.temporary.read(path)
    return Topic(topic=known.decode())


def retrieve_content(work: StageInput, record: ContentRecord, cloud: MiniatureCloud) -> Found:
    path = paths.findings(work.request_id)
    if cloud.results.find(path) is None:
        answer = cloud.pay(path)
        cloud.results.keep(path, answer.encode(), "application/json", cloud.meter.usage)
    key = hashed(f"{record.fields['topic']} in {record.request.duration_minutes} minutes")
    return Found(passages=1, sources=[], reuse_key=key, is_known=cloud.reuse.lead(key, work.request_id) is not None)


def write_script(work: StageInput, record: ContentRecord, cloud: MiniatureCloud) -> Written:
    findings = cloud.temporary.read(paths.findings(work.request_id)).decode()
    path = paths.script(work.request_id)
    stored = cloud.results.find(path)
    if stored is None:
        answer = cloud.pay(path)
        if record.request.student_query == WORDS_WITH_LITTLE_BEHIND:
            raise Refused("not_enough_material", "Ask for a shorter lesson.")
        script = {"scenes": 2 + int(answer) % 3, "text": f"{answer} from {findings}"}
        stored = cloud.results.keep(path, json.dumps(script).encode(), "application/json", cloud.meter.usage)
    script = json.loads(stored.data)
    return Written(scene_count=script["scenes"], script=script["text"])


def narrate_scenes(work: StageInput, record: ContentRecord, cloud: MiniatureCloud) -> Done:
    script = json.loads(cloud.temporary.read(paths.script(work.request_id)))
    places = [paths.narration(work.request_id, scene) for scene in range(script["scenes"])]
    first = next((scene for scene, path in enumerate(places) if cloud.results.describe(path) is None), len(places))
    for path in places[first:]:
        paid_before = cloud.meter.usage.spoken_characters
        spoken = [speak(path, sentence, script["text"], cloud) for sentence in range(SENTENCES)]
        said = f"{' '.join(spoken)} of {script['text']}"
        paid = cloud.meter.usage.spoken_characters - paid_before
        cloud.results.keep(path, said.encode(), "audio/wav", Usage(spoken_characters=paid))
    return Done()


def speak(recording: str, sentence: int, script: str, cloud: MiniatureCloud) -> str:
    path = paths.sentence(hashed(f"sentence {sentence} of {recording} of {script}"))
    known = cloud.temporary.read_if_there(path)
    if known is None:
        known = cloud.pay(f"{recording} sentence {sentence}").encode()
        cloud.temporary.create(path, known, "audio/wav")
    return known.decode()


def render_scene(work: SceneInput, record: ContentRecord, cloud: MiniatureCloud) -> Done:
    recording = cloud.temporary.read(paths.narration(work.request_id, work.scene)).decode()
    if work.scene == 0:
        script = json.loads(cloud.temporary.read(paths.script(work.request_id)))
        _keep(cloud.temporary, paths.thumbnail(work.request_id), f"thumbnail of {script['text']}")
    _keep(cloud.temporary, paths.still(work.request_id, work.scene), f"still of {recording}")
    _keep(cloud.temporary, paths.rendered_scene(work.request_id, work.scene), f"video of {recording}")
    return Done()


def assemble_video(work: StageInput, record: ContentRecord, cloud: MiniatureCloud) -> Lesson:
    script = json.loads(cloud.temporary.read(paths.script(work.request_id)))
    scenes = [cloud.temporary.read(paths.rendered_scene(work.request_id, scene)) for scene in range(script["scenes"])]
    for name in paths.LESSON_FILES:
        _keep(cloud.generated, paths.lesson(work.request_id, name), lesson_text(name, scenes))
    return Lesson(files={name: cloud.generated.uri(paths.lesson(work.request_id, name)) for name in paths.LESSON_FILES})


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def lesson_text(name: str, scenes: list[bytes]) -> str:
    """Return what a file of a lesson must hold."""
    return f"{name} of {' and '.join(scene.decode() for scene in scenes)}"


def _keep(bucket: InProcessBucket, path: str, text: str) -> None:
    bucket.create(path, text.encode(), "text/plain")


STAGES = (
    Stage("extract_topic", TopicInput, extract_topic),
    Stage("retrieve_content", StageInput, retrieve_content),
    DECLARED[reuse_lesson.__name__],  # the real one: it pays for nothing
    Stage("write_script", StageInput, write_script),
    Stage("narrate_scenes", StageInput, narrate_scenes),
    Stage("render_scene", SceneInput, render_scene),
    Stage("assemble_video", StageInput, assemble_video),
)


def functions(world: "World") -> dict[str, Callable[[IncomingMessage], None]]:
    """Return what each subscription calls with a message."""

    def stage_function(stage: Stage) -> Callable[[IncomingMessage], None]:
        return lambda message: world.parts.run(stage, message, MiniatureCloud(world, stage.name))

    def other(name: str, function: Callable[[IncomingMessage, Any], object]) -> Callable[[IncomingMessage], None]:
        return lambda message: _ignore(function(message, MiniatureCloud(world, name)))

    return {stage.name: stage_function(stage) for stage in STAGES} | {
        "submit_request": other("submit_request", _submit),
        "cancel": other("submit_request", lambda message, cloud: cloud.requests.cancel(message.data)),
        "fail": other("submit_request", _fail),
        "redrive": other("submit_request", lambda message, cloud: redrive(message.data, cloud)),
        "erase": other("submit_request", _erase),
        "recover_stalled": other("recover_stalled", lambda message, cloud: recover(cloud)),
        "fail_undeliverable": other("fail_undeliverable", fail),
    }


def _submit(message: IncomingMessage, cloud: Any) -> None:
    request = ContentRequest.model_validate_json(message.data)
    try:
        submit(request, cloud)
    except Taken:  # asked again with the id of a request that was erased: a conflict, as with any id that is taken
        if not cloud.requests.is_erased(request.request_id):
            raise


def _fail(message: IncomingMessage, cloud: Any) -> None:
    cloud.requests.fail(message.data, documents.too_often("render_scene", None))


def _erase(message: IncomingMessage, cloud: Any) -> None:
    cloud.world.history.erased.add(message.data)
    erase(message.data, cloud)


def _ignore(answer: object) -> None:
    """Do nothing with what a function returns."""
