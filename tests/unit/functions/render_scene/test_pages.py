from typing import Any

import pytest

from functions.render_scene.layers import Page, Timeline
from functions.render_scene.pages import SHORTEST, divided, paged
from functions.render_scene.picture import CONTENT
from functions.render_scene.text import TooMuch
from functions.render_scene.visuals import layers_of
from shared.errors import Refused

from .conftest import EXTREME, ORDINARY, THEME, TWENTY_SECONDS, scene_of


def pages_of(kind: str, content: dict[str, Any]) -> list[Page]:
    layers = layers_of(scene_of(kind, content).visual, CONTENT, THEME, Timeline(TWENTY_SECONDS))
    return [layer for layer in layers if isinstance(layer, Page)]


def test_what_fits_one_picture_stays_on_one() -> None:
    assert pages_of("steps", ORDINARY["steps"]) == []


def test_what_does_not_fit_goes_on_where_the_page_before_ends() -> None:
    found = pages_of("worked_example", EXTREME["worked_example"])
    assert len(found) > 1
    assert found[0].opens == 0
    assert found[-1].closes == 600
    assert [page.opens for page in found[1:]] == [page.closes for page in found[:-1]]


def test_every_page_is_there_long_enough_to_be_read() -> None:
    assert min(page.closes - page.opens for page in pages_of("comparison", EXTREME["comparison"])) >= SHORTEST


def test_a_page_opens_with_its_first_sentence() -> None:
    rows = [row | {"at": at} for at, row in zip((0, 1, 3, 3, 3), EXTREME["comparison"]["rows"], strict=True)]
    found = pages_of("comparison", EXTREME["comparison"] | {"rows": rows})
    assert [page.opens for page in found] == [0, 450]


def test_steps_keep_counting_on_the_next_page() -> None:
    steps = scene_of("steps", EXTREME["steps"] | {"first_number": 3}).visual
    assert [part.first_number for part in divided(steps, 3)] == [3, 5, 7]


def test_the_answer_of_an_example_stands_on_its_last_page() -> None:
    example = scene_of("worked_example", EXTREME["worked_example"]).visual
    assert [bool(part.answer) for part in divided(example, 3)] == [False, False, True]
    apart = divided(example, 7)
    assert [len(part.steps) for part in apart] == [1, 1, 1, 1, 1, 1, 0]


def test_what_fits_no_picture_at_all_is_refused_with_its_text() -> None:
    def never(visual: Any, timeline: Timeline) -> Any:
        raise TooMuch("the long words")

    with pytest.raises(Refused, match="the long words"):
        paged(scene_of("cycle", ORDINARY["cycle"]).visual, CONTENT, Timeline(TWENTY_SECONDS), never)
