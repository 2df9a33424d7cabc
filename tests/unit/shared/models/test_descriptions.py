import pytest

from shared.models.descriptions import describe
from tests.unit.functions.render_scene.conftest import ORDINARY, scene_of


def said(kind: str) -> str:
    return describe(scene_of(kind, ORDINARY[kind]).visual)


@pytest.mark.parametrize("kind", sorted(ORDINARY))
def test_every_visual_can_be_described_in_words(kind: str) -> None:
    assert len(said(kind)) > 10
    assert not {"{", "}", "None", ";;"} & set(said(kind).split())


def test_a_description_says_what_the_eye_would_see() -> None:
    line = "A number line from -5 to 10 with -2; 5; 2½; a jump from -2 to 5; a jump from 5 to 4."
    assert said("number_line") == line
    assert said("plot").startswith("A plot of Distance in m over Time in s, with")
    assert "The lake, east of The village" in said("location")
    assert "The mountain, north-east of The village" in said("location")
    assert said("steps").startswith("Numbered steps, joined by arrows: 3, Step 0;")
