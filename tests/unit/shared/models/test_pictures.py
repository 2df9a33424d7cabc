import pytest
from pydantic import ValidationError

from shared.models.pictures import BadPicture, Picture, picture_in
from shared.models.visuals.diagram import DiagramVisual

BLOCK = """
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
    visual = Picture.read(BLOCK).cued(*said)
    assert isinstance(visual, DiagramVisual)
    return visual


def test_a_part_appears_with_the_sentence_that_has_its_phrase() -> None:
    visual = drawn(SAID)
    assert [shape.at for shape in visual.shapes] == [0, 0, 1, 2]
    assert visual.motions[0].at == 1


def test_a_part_appears_with_the_sentence_that_says_its_phrase_in_other_words() -> None:
    visual = drawn(["The roots wait.", "Up through the stem the water is rising.", "In comes the gas.", SAID[2]])
    assert [shape.at for shape in visual.shapes] == [0, 1, 2, 3]


def test_what_was_said_in_an_earlier_scene_is_there_and_what_comes_later_is_not() -> None:
    visual = drawn([SAID[1]], SAID[:1], SAID[2:])
    assert [shape.shape for shape in visual.shapes] == ["symbol", "label", "circle"]
    assert [shape.at for shape in visual.shapes] == [0, 0, 0]
    assert drawn(SAID[:1], [], SAID[1:]).motions == []


def test_a_phrase_that_nobody_says_comes_with_the_part_before_it() -> None:
    assert [shape.at for shape in drawn(["Hello.", SAID[0], SAID[2]]).shapes] == [0, 1, 1, 2]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("name: leaf,", "name: dragon,"),
        ("kind: diagram", "kind: painting"),
        ("kind: diagram", "look: diagram"),
        (BLOCK, "["),
        (BLOCK, "just words"),
    ],
)
def test_a_broken_picture_is_refused(wrong: str, right: str) -> None:
    with pytest.raises(BadPicture, match="visual block"):
        Picture.read(BLOCK.replace(wrong, right))


def test_a_picture_stands_in_a_section_of_a_resource() -> None:
    text, found = picture_in(f"Before.\n\n```visual{BLOCK}```\n\nAfter.\n")
    assert text == "Before.\n\n\nAfter.\n"
    assert found.description == "A leaf"


def test_a_section_without_a_picture_stays_as_it_is() -> None:
    assert picture_in("Only words.\n") == ("Only words.\n", None)


def test_a_section_has_one_picture_at_most() -> None:
    with pytest.raises(BadPicture, match="one visual block"):
        picture_in(f"```visual{BLOCK}```\n```visual{BLOCK}```\n")


def test_a_picture_whose_content_is_wrong_is_refused_when_it_is_used() -> None:
    with pytest.raises(ValidationError):
        Picture(visual={"kind": "diagram", "description": "d"}).cued(["x"])
