from pathlib import Path

import pytest
from pydantic import ValidationError

from shared.models.pictures import BadPicture, Picture, pictures_in
from shared.models.visuals.diagram import DiagramVisual

TEXT = """
resource: life-science/leaves
section: How it works
heading: A leaf
visual:
  kind: diagram
  description: A leaf
  shapes:
    - {shape: symbol, name: leaf, x: 50, y: 50}
    - {shape: label, text: Water, x: 10, y: 10, at: water rises}
    - {shape: circle, x: 10, y: 20, radius: 2, group: gas, at: gas comes in}
    - {shape: label, text: Sugar, x: 30, y: 10, at: Sugar is built}
  motions:
    - {group: gas, at: gas comes in, path: [[0, 0], [5, 5]]}
"""
SAID = ["First, the water rises.", "Then gas comes in.", "Sugar is built."]


def drawn(*said: list[str]) -> DiagramVisual:
    visual = Picture.read(TEXT, "leaf.yaml").cued(*said)
    assert isinstance(visual, DiagramVisual)
    return visual


def test_a_part_appears_with_the_sentence_that_has_its_phrase() -> None:
    visual = drawn(SAID)
    assert [shape.at for shape in visual.shapes] == [0, 0, 1, 2]
    assert visual.motions[0].at == 1


def test_what_was_said_in_an_earlier_scene_is_there_and_what_comes_later_is_not() -> None:
    visual = drawn([SAID[1]], SAID[:1], SAID[2:])
    assert [shape.shape for shape in visual.shapes] == ["symbol", "label", "circle"]
    assert [shape.at for shape in visual.shapes] == [0, 0, 0]
    assert drawn(SAID[:1], [], SAID[1:]).motions == []


def test_a_phrase_that_nobody_says_comes_with_the_part_before_it() -> None:
    assert [shape.at for shape in drawn(["Hello.", SAID[0], SAID[2]]).shapes] == [0, 1, 1, 2]


@pytest.mark.parametrize(
    ("wrong", "right"), [("name: leaf,", "name: dragon,"), ("kind: diagram", "kind: painting"), ("heading:", "head: [")]
)
def test_a_broken_picture_is_refused_with_its_name(wrong: str, right: str) -> None:
    with pytest.raises(BadPicture, match=r"leaf\.yaml"):
        Picture.read(TEXT.replace(wrong, right), "leaf.yaml")


def test_a_picture_can_stand_in_a_section_of_a_resource() -> None:
    section = "Before.\n\n```visual\nkind: bar_chart\nbars: [{label: A, value: 1}]\n```\n\nAfter.\n"
    text, found = pictures_in(section)
    assert text == "Before.\n\n\nAfter.\n"
    assert found == [{"kind": "bar_chart", "bars": [{"label": "A", "value": 1}]}]


@pytest.mark.parametrize("block", ["[", "just words", "shapes: []"])
def test_a_block_that_is_no_visual_is_an_error(block: str) -> None:
    with pytest.raises(BadPicture):
        pictures_in(f"```visual\n{block}\n```\n")


def test_a_picture_whose_content_is_wrong_is_refused_when_it_is_used() -> None:
    picture = Picture(resource="r", section="s", heading="h", visual={"kind": "diagram", "description": "d"})
    with pytest.raises(ValidationError):
        picture.cued(["x"])


def test_a_file_keeps_its_path() -> None:
    assert Picture.read(TEXT, Path("leaf.yaml").name).resource == "life-science/leaves"
