"""The pictures of the starter library: each belongs to a section, waits for its words, and can be read."""

from pathlib import Path

import pytest

from functions.ingest_resource.core import read_resource
from functions.render_scene.layers import Timeline
from functions.render_scene.picture import CONTENT
from functions.render_scene.theme import theme_of
from functions.render_scene.visuals import DRAWERS, layers_of
from infra.local.offline_writer.markdown import read_section
from shared.models.look import Look
from shared.models.narration import Narration, SpokenSentence
from shared.models.passage import Passage
from shared.models.pictures import Picture
from tests.unit.functions.render_scene.test_layout import assert_readable

LIBRARY = Path(__file__).parent.parent.parent / "library"


def passages_with_pictures() -> list[Passage]:
    found = []
    for file in sorted(LIBRARY.rglob("*.md")):
        path = file.relative_to(LIBRARY).as_posix()
        _, passages = read_resource(path, f"gs://oer/{path}", file.read_bytes())
        found += [passage for passage in passages if passage.picture]
    return found


PASSAGES = passages_with_pictures()
each_picture = pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.passage_id)


def sentences_of(passage: Passage) -> list[str]:
    """Return what is spoken of a passage."""
    return [sentence for item in read_section(passage.text).items for sentence in item.sentences]


def test_every_topic_has_a_picture_of_its_own() -> None:
    with_pictures = {Path(passage.source.uri).stem for passage in PASSAGES}
    assert with_pictures == {file.stem for file in LIBRARY.rglob("*.md")}


@each_picture
def test_a_picture_waits_for_words_that_its_section_has(passage: Passage) -> None:
    picture = Picture.model_validate_json(passage.picture)
    said = " ".join(sentences_of(passage)).casefold()
    assert not [phrase for phrase in picture.phrases if phrase.casefold() not in said]


@pytest.mark.parametrize("theme", ["light", "dark", "high_contrast"])
@each_picture
def test_a_picture_can_be_read_in_every_theme(passage: Passage, theme: str) -> None:
    picture = Picture.model_validate_json(passage.picture)
    sentences = sentences_of(passage)
    spoken = [SpokenSentence(text=text, start=3.0 * n, end=3.0 * n + 2.8) for n, text in enumerate(sentences)]
    narration = Narration(scene=0, frames=90 * len(spoken), sentences=spoken)
    look = theme_of(Look.model_validate({"theme": theme}))
    assert_readable(layers_of(picture.cued(sentences), CONTENT, look, Timeline(narration)), CONTENT)


def test_the_document_of_visuals_names_every_kind() -> None:
    text = (LIBRARY.parent / "docs" / "visuals.md").read_text("utf-8")
    assert not [kind for kind in DRAWERS if f"`{kind}`" not in text]
