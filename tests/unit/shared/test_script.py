import pytest
from pydantic import ValidationError

from shared.models.script import Scene
from shared.models.visuals.base import Point
from shared.models.visuals.words import CheckYourselfVisual, KeyPointsVisual

POINTS = KeyPointsVisual(kind="key_points", points=[Point(text="Light", at=0), Point(text="Water", at=1)])


def test_a_scene_whose_visual_waits_for_a_sentence_too_many_is_refused() -> None:
    with pytest.raises(ValidationError, match="waits for sentence 1, but the scene has 1"):
        Scene(heading="Light", narration=["Light arrives."], visual=POINTS, passages=["p"])


def test_an_answer_needs_a_sentence_of_its_own() -> None:
    visual = CheckYourselfVisual(kind="check_yourself", question="Why?", answer="Because.")
    with pytest.raises(ValidationError):
        Scene(heading="Check", narration=["Why?"], visual=visual, passages=["p"])
