"""One example of every visual, as a lesson would have it, and one as large as the schema allows."""

from pathlib import Path
from typing import Any

import pytest
import skia
import yaml

from functions.render_scene.picture import SceneCard
from functions.render_scene.theme import theme_of
from shared.models.look import Look
from shared.models.narration import Narration, SpokenSentence
from shared.models.script import Scene

SAMPLES = Path(__file__).parent / "samples.yaml"
LONG = "A long point that goes on about chlorophyll and about the electron transport chain in it."[:90]
WORD = ("Pneumonoultramicroscopicsilicovolcanoconiosis" * 3)[:90]
FORMULA = r"x = \frac{-b \pm \sqrt{b^2-4ac}}{2a} + \frac{-b \pm \sqrt{b^2-4ac}}{2a} + \frac{-b \pm \sqrt{b^2-4ac}}{2a}"

ORDINARY: dict[str, dict[str, Any]] = yaml.safe_load(SAMPLES.read_text("utf-8")) | {
    "title": {"title": "Photosynthesis", "subtitle": "Life science · Grade 8"},
    "key_points": {"points": [{"text": "Plants make food", "at": 0}, {"text": "Light is the energy", "at": 1}]},
    "definition": {"definitions": [{"term": "Glucose", "meaning": "A simple sugar.", "at": 1}]},
    "steps": {"steps": [{"text": f"Step {n}", "at": n} for n in range(4)], "first_number": 3},
    "cycle": {"stages": [{"text": name, "at": n} for n, name in enumerate(("Rise", "Cool", "Rain", "Flow"))]},
    "equation": {"lines": [{"latex": "a^2 + b^2 = c^2", "note": "The squares", "at": 0}]},
    "worked_example": {
        "problem": "How long is the ladder?",
        "steps": [{"text": "Square both legs", "latex": "3^2 + 4^2", "at": 1}, {"text": "Add", "at": 2}],
        "answer": "Five metres.",
        "answer_latex": "c = 5",
        "answer_at": 3,
    },
    "comparison": {
        "left_title": "Many people think",
        "right_title": "In fact",
        "rows": [{"left": "Food comes from soil.", "right": "Leaves make it.", "at": 0, "right_at": 2}],
    },
    "check_yourself": {"question": "Why?", "answer": "Because of light.", "answer_at": 2},
    "recap": {"points": [{"text": "Light becomes food", "at": 0}]},
}

EXTREME: dict[str, dict[str, Any]] = {
    "title": {"title": WORD, "subtitle": (LONG * 2)[:120]},
    "key_points": {"points": [{"text": LONG}] * 6},
    "definition": {"definitions": [{"term": WORD, "meaning": (LONG * 3)[:200]}] * 4},
    "steps": {"steps": [{"text": WORD}] * 6},
    "cycle": {"stages": [{"text": LONG}] * 6},
    "equation": {"lines": [{"latex": FORMULA, "note": LONG}] * 5},
    "worked_example": {
        "problem": (LONG * 4)[:300],
        "steps": [{"text": LONG, "latex": FORMULA}] * 6,
        "answer": (LONG * 2)[:160],
        "answer_latex": r"\frac{1}{",
    },
    "comparison": {
        "left_title": LONG,
        "right_title": WORD,
        "rows": [{"feature": LONG[:60], "left": LONG, "right": WORD}] * 5,
    },
    "check_yourself": {"question": (LONG * 4)[:300], "answer": (LONG * 4)[:300], "answer_at": 1},
    "recap": {"points": [{"text": WORD}] * 6},
}


THEME = theme_of(Look())
TWENTY_SECONDS = Narration(
    scene=0, frames=600, sentences=[SpokenSentence(text="x", start=5.0 * n, end=5.0 * n + 4) for n in range(4)]
)


def rgb(color: int) -> list[int]:
    return list(color.to_bytes(3, "big"))


def scene_of(kind: str, content: dict[str, Any], heading: str = "How a leaf makes sugar") -> Scene:
    visual = {"kind": kind} | content
    return Scene.model_validate(
        {"heading": heading, "narration": ["One.", "Two.", "Three.", "Four."], "visual": visual, "passages": ["p"]}
    )


def pictures_for(scene: Scene) -> dict[str, bytes]:
    """Return a small picture under the path that an image asks for."""
    if scene.visual.kind != "image":
        return {}
    surface = skia.Surface(640, 400)
    surface.getCanvas().clear(0xFF2E8B4F)
    return {scene.visual.object_path: bytes(surface.makeImageSnapshot().encodeToData())}


@pytest.fixture
def narration() -> Narration:
    """Four sentences of half a second, a second apart, in 131 frames."""
    sentences = [SpokenSentence(text="x", start=0.3 + n, end=0.8 + n) for n in range(4)]
    return Narration(scene=0, frames=131, sentences=sentences)


@pytest.fixture
def card() -> SceneCard:
    return SceneCard("Photosynthesis", 1, 8, "Source: Photosynthesis, Vividly contributors, CC BY 4.0")
