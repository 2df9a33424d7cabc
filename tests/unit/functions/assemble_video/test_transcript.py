"""Tests the transcript: complete, and showing any text as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from functions.assemble_video.lesson import chapters
from functions.assemble_video.phrases import plain
from functions.assemble_video.transcript import escaped, transcript
from shared.models.passage import Source
from shared.wording import wording
from tests.unit.examples import source

from .conftest import lesson_of, narrated

SOURCE = source(uri="https://example.org/photosynthesis")
SAID = [["Plants make food.", "They use light."], ["Sugar is the food."]]


NARRATIONS = [narrated(0, 1950, *SAID[0]), narrated(1, 300, *SAID[1])]  # 65 and 10 seconds


def told(*sources: Source, language: str = "en") -> str:
    lesson = lesson_of(SAID, language=language)
    return transcript(lesson, chapters(lesson, NARRATIONS), sources)


def test_a_transcript_holds_the_whole_lesson() -> None:
    assert told(SOURCE) == (
        "# How plants eat light\n\nGrade 8 · life science · 1:15 minutes\n\n"
        "## What you will learn\n\n- Explain how a plant makes its food\n\n"
        "## Words to know\n\n- **Chlorophyll**: The green of a leaf.\n\n"
        "## 1. Scene 0 (0:00)\n\nPlants make food. They use light.\n\n*Shown: Key points: Food from light.*\n\n"
        "## 2. Scene 1 (1:05)\n\nSugar is the food.\n\n*Shown: Key points: Food from light.*\n\n"
        "## Check yourself\n\n**Question:** What leaves?\n\n**Answer:** Oxygen.\n\n"
        "## Remember\n\n- Plants make food.\n\n"
        "## Sources\n\n"
        "This lesson is made from these open educational resources; their text was selected, shortened and rearranged."
        "\n\n- [Photosynthesis](<https://example.org/photosynthesis>) by A, "
        "[CC BY 4.0](<https://creativecommons.org/licenses/by/4.0/>)\n"
    )


@pytest.mark.parametrize(
    ("uri", "shown"),
    [
        ("gs://library/leaf.md", "Photosynthesis (gs://library/leaf.md) by"),
        ("javascript:alert(1)", "Photosynthesis (javascript:alert(1)) by"),
        ("https://a.org/> [x](y", r"Photosynthesis (https://a.org/\> \[x\](y) by"),
        ("https://a.org/?a=1&copy;=2", r"[Photosynthesis](<https://a.org/?a=1\&copy;=2>) by"),
        ("", "- Photosynthesis by"),
    ],
)
def test_only_a_web_address_becomes_a_link(uri: str, shown: str) -> None:
    assert shown in told(SOURCE.model_copy(update={"uri": uri}))


def test_a_lesson_without_sources_says_so() -> None:
    assert told().endswith(f"## Sources\n\n{wording('en').no_sources}\n")


def test_a_licence_that_is_not_creative_commons_is_named() -> None:
    assert r", \*Public\* domain" in told(SOURCE.model_copy(update={"licence": "*Public* domain"}))


MARKDOWN = st.text(st.sampled_from("ab 1.)-+=#*_`~[]()<>!&;:|\\\n\t$/{}") | st.characters(codec="utf-8"), max_size=30)


@given(MARKDOWN)
def test_any_text_is_shown_as_it_is(text: str) -> None:
    for prefix in ("", "- ", "# "):
        tokens = MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(prefix + escaped(text))
        shown = [child for token in tokens for child in token.children or []]
        assert {child.type for child in shown} <= {"text", "text_special"}
        assert "".join(child.content for child in shown) == plain(text)


def test_a_transcript_is_worded_in_the_language_of_its_lesson() -> None:
    found = told(SOURCE, language="es")
    assert "Grado 8 · life science · 1:15 minutos" in found
    assert "## Lo que aprenderás" in found
    assert "Shown" not in found, "the descriptions of visuals are in English"
