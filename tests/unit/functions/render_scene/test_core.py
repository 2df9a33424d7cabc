import pytest

from functions.render_scene.core import pictures_of
from functions.render_scene.layers import Timeline
from functions.render_scene.picture import CONTENT
from functions.render_scene.visuals import layers_of
from shared.errors import Refused
from shared.models.narration import Narration

from .conftest import ORDINARY, THEME, scene_of


def test_only_the_picture_that_a_scene_shows_is_read() -> None:
    asked: list[str] = []

    def read(path: str) -> bytes | None:
        asked.append(path)
        return b"x"

    assert pictures_of(scene_of("recap", ORDINARY["recap"]), read) == {}
    assert pictures_of(scene_of("image", ORDINARY["image"]), read) == {"pictures/leaf.png": b"x"}
    assert asked == ["pictures/leaf.png"]


@pytest.mark.parametrize(
    ("pictures", "code"), [({}, "missing_picture"), ({"pictures/leaf.png": b"no"}, "unreadable_picture")]
)
def test_a_picture_that_is_not_there_or_none_ends_the_lesson_with_a_reason(
    pictures: dict[str, bytes], code: str, narration: Narration
) -> None:
    visual = scene_of("image", ORDINARY["image"]).visual
    with pytest.raises(Refused, match=r"pictures/leaf\.png") as caught:
        layers_of(visual, CONTENT, THEME, Timeline(narration), pictures)
    assert caught.value.code == code
