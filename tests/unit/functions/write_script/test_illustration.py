from functions.write_script.illustration import illustrate
from shared.models.passage import Findings
from shared.models.pictures import Picture
from shared.models.script import Script
from tests.unit.examples import CHECK, IDEA, RECAP, TITLE, findings, passage, scene, script

BLOCK = """
kind: diagram
description: A leaf
shapes:
  - {shape: symbol, name: leaf, x: 50, y: 50}
  - {shape: label, text: Water, x: 10, y: 10, at: takes in water}
  - {shape: label, text: Oxygen, x: 30, y: 10, at: Oxygen leaves}
"""
BLOCK_OF_OTHER_WORDS = BLOCK.replace("takes in water", "roots and stems").replace("Oxygen leaves", "a butterfly lands")
LEAVING = scene("The plant has made food.", "Oxygen leaves the leaf through the stomata.")


def pictured(block: str) -> Findings:
    return findings(passage(picture=Picture.read(block).model_dump_json()))


def shown(found: Script) -> list[str]:
    return [each.visual.kind for each in found.scenes]


def test_a_passages_picture_is_shown_in_the_scenes_that_tell_it() -> None:
    drawn = illustrate(script(TITLE, IDEA, LEAVING, CHECK, RECAP), pictured(BLOCK))
    assert shown(drawn) == ["title", "diagram", "diagram", "check_yourself", "recap"]
    labels = [[(shape.text, shape.at) for shape in each.visual.shapes[1:]] for each in drawn.scenes[1:3]]
    assert labels == [[("Water", 1)], [("Water", 0), ("Oxygen", 1)]]


def test_a_picture_of_which_little_is_said_is_not_shown() -> None:
    plain = script()
    assert illustrate(plain, pictured(BLOCK_OF_OTHER_WORDS)) == plain


def test_a_scene_that_says_nothing_of_the_picture_keeps_its_own_visual() -> None:
    aside = scene("Soil gives minerals.")
    drawn = illustrate(script(TITLE, IDEA, LEAVING, aside, CHECK, RECAP), pictured(BLOCK))
    assert shown(drawn)[3] == "key_points"


def test_a_script_without_pictures_stays_as_it_is() -> None:
    plain = script()
    assert illustrate(plain, findings(passage())) == plain
