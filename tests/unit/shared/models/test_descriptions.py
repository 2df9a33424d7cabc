import pytest

from shared.models.descriptions import describe
from tests.unit.functions.render_scene.conftest import ORDINARY, scene_of


@pytest.mark.parametrize("kind", sorted(ORDINARY))
def test_every_visual_can_be_described_in_words(kind: str) -> None:
    said = describe(scene_of(kind, ORDINARY[kind]).visual)
    assert len(said) > 10
    assert not {"{", "}", "None", ";;"} & set(said.split())


def test_a_description_says_what_the_eye_would_see() -> None:
    assert describe(scene_of("number_line", ORDINARY["number_line"]).visual) == (
        "A number line from -5 to 10 with -2; 5; 2½; a jump from -2 to 5; a jump from 5 to 4."
    )
    assert describe(scene_of("plot", ORDINARY["plot"]).visual).startswith(
        "A plot of Distance in m over Time in s, with"
    )
    assert "The lake, east of The village" in describe(scene_of("location", ORDINARY["location"]).visual)
    assert "The mountain, north-east of The village" in describe(scene_of("location", ORDINARY["location"]).visual)
    assert describe(scene_of("steps", ORDINARY["steps"]).visual).startswith(
        "Numbered steps, joined by arrows: 3, Step 0;"
    )
