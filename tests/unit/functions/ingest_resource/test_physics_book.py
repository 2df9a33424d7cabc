"""All of a real book: OpenStax Physics, where it lies beside the checkout."""

from pathlib import Path

import pytest

from functions.ingest_resource.beside import look_beside
from functions.ingest_resource.core import read_resource
from functions.ingest_resource.passages import MAXIMUM_CHARACTERS
from shared.models.passage import Passage, Source

from .conftest import FakeBucket

Book = dict[str, tuple[Source, list[Passage]]]
BOOK = Path(__file__).parents[5] / "shared" / "oer" / "openstax-physics"
MODULES = 100
FOREIGN = "Teacher Support|[BL]|[OL]|[AL]|Grasp Check|Ask students|#ost/api|Test Prep|class=|<m:".split("|")
"""What stands in notes for teachers, in exercises, and in markup."""


@pytest.fixture(scope="module")
def book() -> Book:
    if not BOOK.is_dir():
        pytest.skip(f"{BOOK} is not there")
    bucket = FakeBucket()
    for file in sorted(BOOK.rglob("*")):
        if file.is_file():
            bucket.put(f"openstax-physics/{file.relative_to(BOOK).as_posix()}", file.read_bytes())
    modules = [path for path in bucket.objects if path.endswith(".cnxml")]
    return {
        path: read_resource(path, bucket.uri(path), bucket.read(path), look_beside(path, bucket)) for path in modules
    }


def test_every_module_is_read_and_all_but_the_preface_teach(book: Book) -> None:
    assert len(book) == MODULES
    assert [source.title for source, passages in book.values() if not passages] == ["Preface"]


def test_every_module_names_its_licence_and_its_authors(book: Book) -> None:
    for source, _ in book.values():
        assert source.licence == "CC BY 4.0"
        assert source.author == "Fatih Gozuacik, Denise Pattison, Catherine Tabor"
        assert (source.collection, source.url) == ("Physics", "https://openstax.org/details/books/physics")
        assert (source.subject, source.grade_band, source.language) == ("physics", "9-12", "en")


def test_titles_tell_the_modules_apart(book: Book) -> None:
    titles = [source.title for source, _ in book.values()]
    assert len(set(titles)) == len(titles)
    assert "Acceleration: Introduction" in titles


def test_nothing_for_teachers_and_no_exercise_gets_in(book: Book) -> None:
    for _, passages in book.values():
        for passage in passages:
            text = f"{passage.heading} {passage.text}"
            assert not [words for words in FOREIGN if words in text], passage.passage_id


def test_passages_are_neither_too_long_nor_empty(book: Book) -> None:
    lengths = [len(passage.text) for _, passages in book.values() for passage in passages]
    assert max(lengths) <= MAXIMUM_CHARACTERS
    assert sum(lengths) / len(lengths) > 800


def test_every_section_of_the_book_brings_its_parts(book: Book) -> None:
    kinds = [{passage.kind for passage in passages} for _, passages in book.values()]
    for kind, least in (("objectives", 75), ("summary", 75), ("words", 75), ("formula", 60), ("example", 55)):
        assert sum(kind in found for found in kinds) >= least, kind


def test_formulas_can_be_read(book: Book) -> None:
    text = "\n".join(passage.text for _, passages in book.values() for passage in passages)
    for formula in ("F_net = ma", "d = d₀ + vt", "T = 2π√(m/k)", "(1/2)mv²", "v̄ = (v₀ + v_f)/2", "⁴₂He"):
        assert formula in text
