from itertools import combinations
from typing import Any, get_args

import numpy as np
import pytest
import skia

from functions.render_scene.geometry import Box
from functions.render_scene.layers import Element, Timeline, changes
from functions.render_scene.picture import CONTENT, FOOT, HEADING, TITLE_CONTENT, Picture, SceneCard
from functions.render_scene.visuals import DRAWERS, layers_of
from shared.models import visual
from shared.models.narration import Narration

from .conftest import EXTREME, LONG, ORDINARY, THEME, pictures_for, scene_of
from .test_layout import pictures

HARDLY_SEEN = 48  # of 255
CASES = [(kind, content) for contents in (ORDINARY, EXTREME) for kind, content in contents.items()]


def test_every_visual_of_the_schema_has_a_drawer_in_a_module_of_its_own() -> None:
    union = get_args(get_args(visual.Visual)[0])
    kinds = {get_args(model.model_fields["kind"].annotation)[0] for model in union}
    assert set(DRAWERS) == kinds == set(ORDINARY)
    assert [drawer.__module__.rsplit(".", 1)[-1] for drawer in DRAWERS.values()] == list(DRAWERS)


@pytest.mark.parametrize(("kind", "content"), CASES)
def test_elements_stand_inside_the_picture_and_beside_each_other(
    kind: str, content: dict[str, Any], narration: Narration
) -> None:
    area = TITLE_CONTENT if kind == "title" else CONTENT
    scene = scene_of(kind, content)
    layers = layers_of(scene.visual, area, THEME, Timeline(narration), pictures_for(scene))
    for shown in pictures(layers):
        assert all(area.inset(-22).holds(layer.box) for layer in shown)
        cards = [layer.box for layer in shown if isinstance(layer, Element) and layer.spotlight]
        assert not [pair for pair in combinations(cards, 2) if pair[0].overlaps(pair[1])]


def test_heading_visual_and_foot_do_not_touch() -> None:
    assert not HEADING.overlaps(CONTENT)
    assert not CONTENT.overlaps(FOOT)
    assert not TITLE_CONTENT.overlaps(FOOT)


@pytest.mark.parametrize(("kind", "content"), CASES)
def test_the_picture_changes_at_the_frames_that_it_names_and_at_no_other(
    kind: str, content: dict[str, Any], narration: Narration, card: SceneCard
) -> None:
    scene = scene_of(kind, content, LONG)
    picture = Picture(scene, Timeline(narration), card, THEME, pictures_for(scene))
    named = set(changes(picture.layers, narration.frames))
    before = None
    for frame in range(0, narration.frames):
        if before is None or frame in named or frame - 1 in named or frame % 10 == 0:
            now = np.array(picture.draw(frame))
            if before is not None and frame not in named:
                assert np.array_equal(before, now), f"frame {frame} differs"
            before = now


def test_an_element_enters_when_its_sentence_starts(narration: Narration, card: SceneCard) -> None:
    picture = Picture(scene_of("key_points", ORDINARY["key_points"]), Timeline(narration), card, THEME)
    second = picture.layers[1]
    assert isinstance(second, Element)
    assert second.enters == round(1.3 * 30)
    before, after = np.array(picture.draw(second.enters)), np.array(picture.draw(second.enters + 12))
    inside = (slice(round(second.box.y), round(second.box.bottom)), slice(round(second.box.x), round(second.box.right)))
    assert not np.array_equal(before[inside], after[inside])


def test_the_answer_is_hidden_while_the_learner_thinks(narration: Narration, card: SceneCard) -> None:
    scene = scene_of("check_yourself", ORDINARY["check_yourself"])
    picture = Picture(scene, Timeline(narration), card, THEME)
    answer = picture.layers[-1]
    assert isinstance(answer, Element)
    thinking = np.array(picture.draw(answer.enters - 1))
    answered = np.array(picture.draw(answer.enters + 20))
    x, y = round(answer.box.x + 400), round(answer.box.y + 30)
    assert tuple(thinking[y, x, :3]) == tuple(THEME.paper.to_bytes(3, "little"))
    assert tuple(answered[y, x, :3]) == tuple(THEME.accent("recap").to_bytes(3, "little"))


def test_rows_and_columns_fill_a_box_without_overlap() -> None:
    box = Box(10, 20, 300, 200)
    for parts in (box.rows(3, 10), box.columns(4, 5), box.rows(2, 10, tallest=40)):
        assert all(box.holds(part) for part in parts)
        assert not [pair for pair in combinations(parts, 2) if pair[0].overlaps(pair[1])]


@pytest.mark.parametrize("kind", sorted(ORDINARY))
def test_drawing_only_what_changed_gives_the_same_pixels_as_drawing_all(
    kind: str, narration: Narration, card: SceneCard
) -> None:
    scene = scene_of(kind, ORDINARY[kind])
    one, other = (Picture(scene, Timeline(narration), card, THEME, pictures_for(scene)) for _ in range(2))
    for frame in changes(one.layers, narration.frames)[::4]:
        step_by_step = np.array(one.draw(frame)).astype(int)
        other.draw(frame + 1)
        # Edges are smoothed a little differently beside the end of an area.
        assert np.abs(step_by_step - other.draw(frame)).max() <= HARDLY_SEEN, f"frame {frame} differs"


@pytest.mark.parametrize("kind", sorted(ORDINARY))
def test_a_layer_paints_inside_its_area_alone(kind: str, narration: Narration, card: SceneCard) -> None:
    scene = scene_of(kind, ORDINARY[kind])
    picture = Picture(scene, Timeline(narration), card, THEME, pictures_for(scene))
    for layer in picture.layers:
        frames = sorted(layer.changes())
        for frame in {frames[0] + 1, frames[len(frames) // 2], frames[-1]}:
            pixels = np.zeros((1080, 1920, 4), np.uint8)
            layer.draw(skia.Surface(pixels).getCanvas(), frame)
            rows, columns = np.nonzero(pixels.view(np.uint32)[:, :, 0])
            if rows.size:
                painted = Box.around([(columns.min(), rows.min()), (columns.max() + 1, rows.max() + 1)])
                assert layer.area.holds(painted, tolerance=1), f"{layer} at frame {frame}"


def test_only_the_area_that_changes_is_converted(narration: Narration, card: SceneCard) -> None:
    points = {"points": [{"text": f"Point {n}", "at": n} for n in range(3)]}
    picture = Picture(scene_of("key_points", points), Timeline(narration), card, THEME)
    areas = picture.changed(45, 44)
    assert areas
    assert sum(area.width * area.height for area in areas) < 1920 * 1080 / 3
    assert picture.changed(100, 99) == []
    assert all(value % 2 == 0 for area in areas for value in (area.x, area.y, area.width, area.height))
