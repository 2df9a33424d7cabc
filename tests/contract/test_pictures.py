"""The pictures of the starter library: each belongs to a section, waits for its words, and can be read."""

import re
from pathlib import Path

import pytest

from functions.render_scene.layers import Timeline
from functions.render_scene.picture import CONTENT
from functions.render_scene.theme import theme_of
from functions.render_scene.visuals import DRAWERS, layers_of
from shared.models.look import Look
from shared.models.narration import Narration, SpokenSentence
from shared.models.pictures import Picture
from tests.unit.functions.render_scene.test_layout import assert_readable

LIBRARY = Path(__file__).parent.parent.parent / "library"
FILES = sorted((LIBRARY / "pictures").glob("*.yaml"))
PROMISED = {
    "photosynthesis",
    "water-cycle",
    "pythagorean-theorem",
    "newtons-laws",
    "seasons",
    "electricity-and-circuits",
}


def section_of(picture: Picture) -> list[str]:
    """Return the sentences of the section that a picture shows."""
    text = (LIBRARY / f"{picture.resource}.md").read_text("utf-8")
    assert f"## {picture.section}\n" in text, f"{picture.resource} has no section {picture.section}"
    section = text.split(f"## {picture.section}\n")[1].split("\n## ")[0]
    plain = re.sub(r"(?m)^(\d+\.|-) \*\*(.*?)\*\* ?", r"\2 ", re.sub(r"\$\$.*?\$\$", "", section))
    return [sentence for sentence in re.split(r"(?<=[.?!])\s+", plain) if sentence.strip()]


def test_the_promised_pictures_are_there() -> None:
    assert {file.stem for file in FILES} >= PROMISED


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_a_picture_waits_for_words_that_its_section_has(file: Path) -> None:
    picture = Picture.read(file.read_text("utf-8"), file.name)
    sentences = section_of(picture)
    unsaid = [
        phrase for phrase in picture.phrases if not any(phrase.casefold() in said.casefold() for said in sentences)
    ]
    assert not unsaid


@pytest.mark.parametrize("theme", ["light", "dark", "high_contrast"])
@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_a_picture_can_be_read_in_every_theme(file: Path, theme: str) -> None:
    picture = Picture.read(file.read_text("utf-8"), file.name)
    sentences = section_of(picture)
    spoken = [SpokenSentence(text=text, start=3.0 * n, end=3.0 * n + 2.8) for n, text in enumerate(sentences)]
    narration = Narration(scene=0, frames=90 * len(spoken), sentences=spoken)
    look = theme_of(Look.model_validate({"theme": theme}))
    assert_readable(layers_of(picture.cued(sentences), CONTENT, look, Timeline(narration)), CONTENT)


def test_the_document_of_visuals_names_every_kind() -> None:
    text = (LIBRARY.parent / "docs" / "visuals.md").read_text("utf-8")
    assert not [kind for kind in DRAWERS if f"`{kind}`" not in text]
