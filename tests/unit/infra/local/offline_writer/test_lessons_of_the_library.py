"""Every lesson that the library allows says only what its resource says, for as long as was asked."""

import re
from functools import cache
from pathlib import Path

import pytest

from infra.local.offline_writer import answer
from infra.local.offline_writer.markdown import read_section
from infra.local.offline_writer.phrases import PHRASES
from shared.models.script import Script
from tests.unit.infra.local.offline_writer.library_passages import lesson_prompt, passages_of

ROOT = Path(__file__).parents[5]
MAGNETS = Path(__file__).parent / "resources" / "magnets.md"
RESOURCES = [*sorted((ROOT / "library").rglob("*.md")), MAGNETS]
CONNECTING = {phrase for phrases in PHRASES.values() for phrase in phrases}
LESSONS = [(file, minutes) for file in RESOURCES for minutes in (1, 2, 3, 5, 10)]


@cache
def write(file: Path, minutes: int) -> Script:
    return Script.model_validate_json(answer(lesson_prompt(passages_of(file), minutes), "Script"))


def words_of(script: Script) -> int:
    return sum(len(sentence.split()) for sentence in script.sentences)


def bare(markdown: str) -> str:
    """Return Markdown as a voice reads it: letters and digits alone, without formulas, marks and list numbers."""
    text = re.sub(r"\$\$.*?\$\$", " ", markdown, flags=re.DOTALL)
    text = re.sub(r"^\s*\d+\.\s", " ", text, flags=re.MULTILINE)
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.lower())
    return f" {' '.join(words)} "


@pytest.mark.parametrize(("file", "minutes"), LESSONS, ids=lambda value: getattr(value, "stem", str(value)))
class TestEveryLesson:
    def test_every_sentence_stands_in_the_resource_or_states_no_fact(self, file: Path, minutes: int) -> None:
        source = bare(file.read_text("utf-8"))
        cells = [cell for row in spoken_rows(file) for cell in row]
        for sentence in write(file, minutes).sentences:
            said = sentence.removeprefix("By the end, you can ")
            if sentence not in CONNECTING and bare(said) not in source:
                pieces = [piece for piece in re.split(r"[.:]\s*", sentence) if piece]
                assert all(bare(piece) in cells for piece in pieces), sentence

    def test_its_length_is_within_the_budget_when_the_resource_suffices(self, file: Path, minutes: int) -> None:
        words = words_of(write(file, minutes))
        indispensable = 1.1 if minutes == 1 else 1.0  # hook, idea, question and recap are told even so
        assert words <= round(round(minutes * 125) * 1.07 * indispensable)
        if file != MAGNETS or minutes <= 3:
            assert words >= round(round(minutes * 125) * 0.93)

    def test_it_opens_with_the_title_and_ends_with_the_recap(self, file: Path, minutes: int) -> None:
        kinds = [scene.visual.kind for scene in write(file, minutes).scenes]
        assert kinds[0] == "title"
        assert kinds[-1] == "recap"
        assert "check_yourself" in kinds

    def test_no_scene_is_longer_than_a_minute_but_for_what_is_never_cut(self, file: Path, minutes: int) -> None:
        for scene in write(file, minutes).scenes:
            most = 165 if scene.visual.kind in ("worked_example", "cycle") else 125  # these are never cut
            assert sum(len(sentence.split()) for sentence in scene.narration) <= most, scene.heading

    def test_nothing_is_said_twice_before_the_recap(self, file: Path, minutes: int) -> None:
        said = [sentence for scene in write(file, minutes).scenes[:-1] for sentence in scene.narration]
        assert len(said) == len(set(said))


def spoken_rows(file: Path) -> list[list[str]]:
    """Return the cells of all tables of a resource, with their column names, as a voice reads them."""
    tables = [table for found in passages_of(file) for table in read_section(str(found["text"])).tables]
    return [[bare(cell) for cell in row] for table in tables for row in (table.columns, *table.rows)]
