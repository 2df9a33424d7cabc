"""A question, what was found for it, and a lesson: nothing is wrong with them, and a test changes what it is about."""

from typing import Any

from shared.limits import Limits
from shared.meter import Meter
from shared.models.passage import Card, Findings, FoundPassage, Passage, Source
from shared.models.request import ContentRequest
from shared.models.script import Script
from shared.models.work import Claim, OutgoingMessage, WorkKey
from shared.results import Results
from tests.fakes.cloud import InProcessCloud

QUESTION: dict[str, Any] = {
    "request_id": "r-1",
    "student_id": "s-1",
    "student_query": "Explain gravity",
    "grade_level": "8",
    "duration_minutes": 3,
}
MARKERS = ("Zaphodine", "pupil-4711", "vexillology")
"""What a student is called, has for an id, and likes: tests look for these where nothing of a student may be."""
PERSONAL = {"student_query": f"I am {MARKERS[0]}. Explain gravity", "student_id": MARKERS[1], "interests": [MARKERS[2]]}
MESSAGE = OutgoingMessage(topic="content-generation-requests", data="{}")
SOURCE: dict[str, Any] = {
    "resource_id": "photosynthesis",
    "title": "Photosynthesis",
    "author": "A",
    "licence": "CC BY 4.0",
    "subject": "life science",
    "grade_band": "6-8",
    "language": "en",
    "uri": "gs://oer/photosynthesis.md",
}
TEXT = """
A plant makes its own food in its leaves. It takes in water, carbon dioxide and sunlight. The food is a sugar called
glucose. A leaf has about 500 openings, called stomata. Oxygen leaves the leaf through the stomata.
Many people think that plants eat soil. In fact, soil gives them only water and minerals.
"""
POINTS = {"kind": "key_points", "points": [{"text": "Food from light"}]}


def request(**changes: Any) -> ContentRequest:
    return ContentRequest.model_validate(QUESTION | changes)


def source(**changes: Any) -> Source:
    return Source.model_validate(SOURCE | changes)


def card(**changes: Any) -> Card:
    about = {name: SOURCE[name] for name in ("resource_id", "title", "subject", "grade_band", "language")}
    return Card.model_validate(about | changes)


def passage(passage_id: str = "p", **changes: Any) -> Passage:
    fields = {"kind": "key_idea", "heading": "Food", "text": TEXT, "position": 0, "source": source()}
    return Passage.model_validate({"passage_id": passage_id} | fields | changes)


def findings(*passages: Passage, similarity: float = 0.9) -> Findings:
    return Findings(passages=[FoundPassage(passage=each, similarity=similarity) for each in passages])


def scene(*narration: str, visual: dict[str, Any] = POINTS, passages: tuple[str, ...] = ("p",)) -> dict[str, Any]:
    return {"heading": "Leaves", "narration": narration, "visual": visual, "passages": passages}


TITLE = scene("How does a plant make its own food?", visual={"kind": "title", "title": "Photosynthesis"})
IDEA = scene("A plant makes its own food in its leaves.", "It takes in water, carbon dioxide and sunlight.")
WRONG = scene(
    "Many people think that plants eat soil.",
    "In fact, soil gives them only water and minerals.",
    visual={"kind": "comparison", "left_title": "Myth", "right_title": "Fact", "rows": [{"left": "a", "right": "b"}]},
)
CHECK = scene(
    "What leaves the leaf through the stomata?",
    "Oxygen leaves the leaf.",
    visual={"kind": "check_yourself", "question": "What leaves?", "answer": "Oxygen.", "answer_at": 1},
)
RECAP = scene(
    "A plant makes its own food in its leaves.",
    visual={"kind": "recap", "points": [{"text": "Plants make food."}]},
)


def script(*scenes: dict[str, Any], **changes: Any) -> Script:
    fields = {
        "title": "Photosynthesis",
        "topic": "photosynthesis",
        "subject": "life science",
        "grade_level": "8",
        "learning_objectives": ["Explain how a plant makes its food"],
        "vocabulary": [],
        "scenes": scenes or (TITLE, IDEA, WRONG, CHECK, RECAP),
        "check_yourself": {"question": "What leaves?", "answer": "Oxygen."},
        "recap": ["Plants make food."],
    }
    return Script.model_validate(fields | changes)


def claimed(cloud: InProcessCloud, stage: str, first: ContentRequest | None = None, **changes: Any) -> Claim:
    """Take a stage's work on `r-1`, or on another request."""
    key = WorkKey.model_validate({"request_id": "r-1", "stage": stage} | changes)
    claim = cloud.ledger.claim(key, MESSAGE, first)
    assert isinstance(claim, Claim)
    return claim


def record_of(cloud: InProcessCloud, request_id: str = "r-1") -> dict[str, Any]:
    """Return what is on the record of a request that is there."""
    record = cloud.requests.read(request_id)
    assert record is not None
    return dict(record.fields)


class AttemptCloud(InProcessCloud):
    """Be the cloud of one attempt."""

    def begin(self, claim: Claim) -> None:
        self.meter = Meter()
        self.results = Results(self.temporary, self.meter, claim.fence)
        self.limits = Limits(claim.key.stage, self.settings, self.meter, self.spending, 120)
