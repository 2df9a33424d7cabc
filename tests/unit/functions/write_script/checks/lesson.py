"""A small lesson that no check finds fault with, for tests to change."""

from typing import Any

from shared.models.passage import Findings, FoundPassage, Passage, Source
from shared.models.script import Script


def source(title: str = "Photosynthesis") -> Source:
    return Source(
        resource_id="photosynthesis",
        title=title,
        author="A",
        licence="CC BY 4.0",
        subject="life science",
        grade_band="6-8",
        language="en",
        uri="gs://oer/p.md",
    )


def findings(**texts: str) -> Findings:
    """Return passages by their ids."""
    passages = [
        Passage(passage_id=name, kind="key_idea", heading="Food", text=text, position=0, source=source())
        for name, text in texts.items()
    ]
    return Findings(passages=[FoundPassage(passage=passage, similarity=0.9) for passage in passages])


POINTS = {"kind": "key_points", "points": [{"text": "Food from light"}]}


def scene(*narration: str, visual: dict[str, Any] | None = None, passages: tuple[str, ...] = ("p",)) -> dict[str, Any]:
    return {
        "heading": "Leaves",
        "narration": list(narration),
        "visual": visual or POINTS,
        "passages": list(passages),
    }


TITLE = scene("How does a plant make food?", visual={"kind": "title", "title": "Photosynthesis"})
CHECK = scene(
    "What leaves the leaf?",
    "Oxygen leaves the leaf.",
    visual={"kind": "check_yourself", "question": "What leaves?", "answer": "Oxygen.", "answer_at": 1},
)
RECAP = scene("A plant makes food.", visual={"kind": "recap", "points": [{"text": "Plants make food."}]})
IDEA = scene("A plant makes food.", "Many people think that plants eat soil.")


def script(*scenes: dict[str, Any], **changes: Any) -> Script:
    fields = {
        "title": "Photosynthesis",
        "topic": "photosynthesis",
        "subject": "life science",
        "grade_level": "8",
        "learning_objectives": ["Explain how a plant makes its food"],
        "vocabulary": [],
        "scenes": list(scenes or (TITLE, IDEA, CHECK, RECAP)),
        "check_yourself": {"question": "What leaves?", "answer": "Oxygen."},
        "recap": ["Plants make food."],
    }
    return Script.model_validate(fields | changes)
