"""Whatever a visual holds: it stands inside the picture, nothing covers a text, and every text is large enough."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any, get_args

import pytest
import skia
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.render_scene.geometry import Box
from functions.render_scene.layers import Layer, Page, Timeline, Writing
from functions.render_scene.picture import CONTENT, SAFE, TITLE_CONTENT, Picture, SceneCard
from functions.render_scene.text import SMALLEST_TEXT
from functions.render_scene.theme import theme_of
from functions.render_scene.visuals import layers_of
from shared.models.look import Look
from shared.models.narration import Narration, SpokenSentence
from shared.models.visual import Visual
from shared.models.visuals.diagram import DiagramVisual

from .conftest import ORDINARY, scene_of
from .generated import ALPHABETS, SENTENCES, contents

VISUALS = {get_args(model.model_fields["kind"].annotation)[0]: model for model in get_args(get_args(Visual)[0])}
FACES = ("standard", "lexend", "atkinson")
TOLERANCE = 1.0  # pixels

PICTURE = bytes(skia.Surface(300, 200).makeImageSnapshot().encodeToData())
DRAWING = DiagramVisual.model_validate(ORDINARY["diagram"] | {"kind": "diagram"})
SPOKEN = [SpokenSentence(text="x", start=0.3 + 5 * n, end=4.8 + 5 * n) for n in range(SENTENCES)]
NARRATION = Narration(scene=0, frames=150 * SENTENCES, sentences=SPOKEN)


def pictures(layers: Sequence[Layer]) -> Iterator[list[Layer]]:
    """Yield the layers that are shown together."""
    pages = [layer for layer in layers if isinstance(layer, Page)]
    yield from ([list(page.layers) for page in pages] or [list(layers)])


def assert_readable(layers: Sequence[Layer], area: Box) -> None:
    for shown in pictures(layers):
        texts: list[Writing] = [text for layer in shown for text in layer.texts]
        for layer in shown:
            assert area.inset(-40).holds(layer.box), f"{layer.box} stands out of {area}"
        for text in texts:
            assert text.size >= SMALLEST_TEXT - 0.01, f"{text} is too small"
            assert SAFE.holds(text.bounds, TOLERANCE), f"{text.bounds} is cut off"
        for one, other in combinations(texts, 2):
            assert not one.bounds.inset(TOLERANCE).overlaps(other.bounds.inset(TOLERANCE)), f"{one} covers {other}"


@pytest.mark.parametrize("kind", sorted(VISUALS))
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_text_is_small_cut_off_or_covered(kind: str, data: st.DataObject) -> None:
    visual: Any = data.draw(contents(VISUALS[kind]))
    theme = theme_of(Look(face=data.draw(st.sampled_from(FACES))))
    area = TITLE_CONTENT if kind == "title" else CONTENT
    pictures = {visual.object_path: PICTURE} if kind == "image" else {}
    drawing = DRAWING if data.draw(st.booleans()) else None
    assert_readable(layers_of(visual, area, theme, Timeline(NARRATION), pictures, drawing), area)


@pytest.mark.parametrize("face", FACES)
def test_a_bar_chart_has_room_for_a_title_and_a_unit_of_tall_letters(face: Any) -> None:
    names = {"title": ("光合作用是植物利用光能的過程" * 5)[:60], "unit": "การสังเคราะห์ด้ว"}
    chart = scene_of("bar_chart", ORDINARY["bar_chart"] | names).visual
    assert_readable(layers_of(chart, CONTENT, theme_of(Look(face=face)), Timeline(NARRATION)), CONTENT)


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_the_fullest_flow_has_room_for_its_texts(alphabet: str, face: Any) -> None:
    over_others = [(source, target) for source in range(4) for target in (5, 6)]
    links = [(0, 4), (4, 5), (5, 6), (4, 6), *over_others]
    content = {
        "nodes": [{"text": (alphabet * 36)[:36].strip()}] * 7,
        "links": [{"source": source, "target": target} for source, target in links],
    }
    flow = scene_of("flow", content).visual
    assert_readable(layers_of(flow, CONTENT, theme_of(Look(face=face)), Timeline(NARRATION)), CONTENT)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from(ALPHABETS), st.integers(1, 90)), min_size=3, max_size=3),
    st.integers(1, 40),
    st.sampled_from(FACES),
)
def test_heading_and_foot_are_readable_whatever_they_say(found: list[tuple[str, int]], count: int, face: Any) -> None:
    heading, title, source = ((alphabet * 90)[:length].strip() or "x" for alphabet, length in found)
    card = SceneCard(title, count - 1, count, source * 3)
    scene = scene_of("recap", {"points": [{"text": "Light becomes food"}]}, heading)
    picture = Picture(scene, Timeline(NARRATION), card, theme_of(Look(face=face)))
    texts = picture.texts
    assert all(text.size >= SMALLEST_TEXT and SAFE.holds(text.bounds, TOLERANCE) for text in texts)
    assert not [pair for pair in combinations(texts, 2) if pair[0].bounds.overlaps(pair[1].bounds)]
    assert not [text for text in texts if text.bounds.overlaps(CONTENT)]
