"""The miniature chain does outside what the real stages do: the same payments and uploads, in the same order."""

import importlib
import json
import math
import re
from array import array
from datetime import UTC, datetime
from typing import Any

import pytest

from shared import paths, voices
from shared.limits import Limits
from shared.meter import Meter
from shared.models.message import IncomingMessage
from shared.models.narration import SAMPLE_RATE
from shared.models.passage import Card, FoundPassage, Passage
from shared.models.request import ContentRecord, Status
from shared.remembered import Spending
from shared.results import Results
from shared.reuse import Reuse
from shared.stage import DECLARED, Stage
from shared.voices import Voice
from tests.chaos import chain
from tests.fakes.asking import request
from tests.fakes.bucket import InProcessBucket
from tests.fakes.cloud import settings
from tests.fakes.library import source
from tests.fakes.store import InProcessStore

WORDS = "Gravity pulls every thing on Earth down towards the middle of the planet"
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight")
SENTENCES = [f"{WORDS}, number {number}." for number in NUMBERS]


def scene(index: int, visual: dict[str, Any]) -> dict[str, Any]:
    narration = SENTENCES[2 * index : 2 * index + 2]
    return {"heading": "Gravity", "narration": narration, "passages": ["p-1"], "visual": visual}


SCRIPT = {
    "title": "Gravity",
    "topic": "gravity",
    "subject": "physics",
    "grade_level": "8",
    "learning_objectives": ["Say what gravity does."],
    "vocabulary": [],
    "scenes": [
        scene(0, {"kind": "title", "title": "Gravity"}),
        scene(1, {"kind": "key_points", "points": [{"text": "Down"}]}),
        scene(2, {"kind": "check_yourself", "question": "Where to?", "answer": "Down.", "answer_at": 1}),
        scene(3, {"kind": "recap", "points": [{"text": "Down"}]}),
    ],
    "check_yourself": {"question": "Where to?", "answer": "Down."},
    "recap": ["Down"],
}
TOPIC = {
    "is_teachable": True,
    "reason": "",
    "topic": "gravity",
    "subject": "physics",
    "learning_objectives": ["Say what gravity does."],
    "search_terms": ["gravity"],
}
SOURCE = source()
PASSAGE = Passage(
    passage_id="p-1", kind="key_idea", heading="Gravity", text=" ".join(SENTENCES), position=0, source=SOURCE
)


class RecordingCloud:
    """Answer as the services do, and write down what is paid for and what is uploaded."""

    def __init__(self) -> None:
        self.effects: list[str] = []
        self.settings = settings(voices="local")
        self.temporary = InProcessBucket("temporary", self._upload)
        self.generated = InProcessBucket("generated", self._upload)
        self.oer = InProcessBucket("oer", self._upload)
        self.requests = self.model = self.speech = self.library = self.catalogue = self
        self.reuse = Reuse(InProcessStore(), self.settings, lambda: datetime.now(UTC))
        self.voices = voices.load("local")
        self.begin("extract_topic")

    def begin(self, stage: str) -> None:
        self.effects = []
        self.meter = Meter()
        self.results = Results(self.temporary, self.meter, 1)
        spending = Spending(InProcessStore(), lambda: datetime.now(UTC))
        self.limits = Limits(stage, self.settings, self.meter, spending, 600)

    def pay(self, what: str) -> str:
        self.effects.append("pay")
        self.meter.add(spoken_characters=1)
        return "2"

    def generate(self, instructions: str, prompt: str, schema: type) -> str:
        self.pay("text")
        return json.dumps(SCRIPT if schema.__name__ == "Script" else TOPIC)

    def embed(self, texts: list[str], task: str) -> list[list[float]]:
        self.pay("embedding")
        return [[1.0]]

    def speak(self, sentence: str, voice: Voice, rate: float) -> bytes:
        self.pay(sentence)
        tone = (round(8_000 * math.sin(at / 10)) for at in range(SAMPLE_RATE))
        return array("h", tone).tobytes()

    def cards(self, language: str) -> list[Card]:
        about = {name: getattr(SOURCE, name) for name in ("resource_id", "title", "subject", "grade_band", "language")}
        return [Card.model_validate(about)]

    def nearest(self, embedding: list[float], limit: int, language: str, bands: list[str]) -> list[FoundPassage]:
        return [FoundPassage(passage=PASSAGE, similarity=0.9)]

    def passages_of(self, resource_id: str) -> list[Passage]:
        return [PASSAGE]

    def stages(self, request_id: str) -> dict[str, Any]:
        return {}

    def _upload(self, what: str) -> None:
        if what.startswith("before"):
            # What is kept for everybody has a hash of what it is for; sentences are spoken and kept in any order.
            self.effects.append(re.sub(r"(topics|speech)/.*", r"\1", what.removeprefix("before ")))


def record() -> ContentRecord:
    asked = request(request_id="r-1")
    fields = asked.model_dump() | {"topic": "gravity", "subject": "physics", "search_terms": ["gravity"]}
    fields |= {"learning_objectives": ["Say what gravity does."], "reuse_key": "a-key"}
    return ContentRecord(request=asked, status=Status.GENERATING, deadline_at=datetime.now(UTC), fields=fields)


def works(stage: Stage, cloud: RecordingCloud) -> list[Any]:
    if stage.name != "render_scene":
        return [stage.input.read(IncomingMessage(message_id="m", data='{"request_id": "r-1"}'), cloud.settings)]
    finalized = {"eventType": "OBJECT_FINALIZE", "bucketId": cloud.settings.gcs_temp_files_bucket}
    recordings = [{"objectId": paths.narration("r-1", index)} for index in range(len(SCRIPT["scenes"]))]
    messages = [IncomingMessage(message_id="m", data="{}", attributes=finalized | each) for each in recordings]
    return [stage.input.read(message, cloud.settings) for message in messages]


def effects(stages: list[Stage], cloud: RecordingCloud) -> dict[str, list[str]]:
    """Run a chain of stages once and return what each did; payments before an upload come in any number and order."""
    found: dict[str, list[str]] = {}
    for stage in stages:
        cloud.begin(stage.name)
        for work in works(stage, cloud):
            stage.function(work, record(), cloud)
        found[stage.name] = cloud.effects
    return found


def own_uploads(effects: list[str]) -> list[str]:
    return [effect for effect in effects if effect not in ("pay", "upload of speech")]


@pytest.fixture(scope="module")
def real() -> list[Stage]:
    """Return the real stages that the miniature has."""
    for stage in chain.STAGES:
        importlib.import_module(f"functions.{stage.name}.main")
    return [DECLARED[stage.name] for stage in chain.STAGES]


def test_the_miniature_pays_and_uploads_as_the_real_stages_do(real: list[Stage]) -> None:
    miniature = effects(list(chain.STAGES), RecordingCloud())
    for name, done in effects(real, RecordingCloud()).items():
        assert sorted(done) == sorted(miniature[name])
        assert own_uploads(done) == own_uploads(miniature[name])
        assert done[:1] == miniature[name][:1]


def test_a_real_stage_that_is_run_again_pays_for_nothing_that_is_stored(real: list[Stage]) -> None:
    cloud = RecordingCloud()
    assert any("pay" in done for done in effects(real, cloud).values())
    assert [name for name, done in effects(real, cloud).items() if "pay" in done] == []
