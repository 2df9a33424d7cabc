from hypothesis import given
from hypothesis import strategies as st

from functions.ingest_resource.about import About
from functions.ingest_resource.document import Document, Section
from functions.ingest_resource.passages import MAXIMUM_CHARACTERS, passages_of, split
from tests.unit.examples import source


def test_a_short_text_stays_whole() -> None:
    assert split("One.\n\nTwo.") == ["One.\n\nTwo."]


def test_a_long_text_is_cut_between_paragraphs_into_parts_of_about_one_length() -> None:
    paragraphs = [f"{number} " + "word " * 60 for number in range(10)]
    parts = split("\n\n".join(paragraphs))
    assert len(parts) == 2
    assert all(part.startswith(tuple("0123456789")) for part in parts)
    assert min(map(len, parts)) > 0.7 * max(map(len, parts))


def test_a_long_list_is_cut_between_its_items() -> None:
    parts = split("\n".join(f"- item {number} " + "word " * 20 for number in range(40)))
    assert all(part.startswith("- item") for part in parts)


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    assert all(part.endswith(".") for part in split("This is a sentence of some words. " * 100))


@given(st.text(st.sampled_from("ab .\n|-"), max_size=600), st.integers(20, 80))
def test_no_part_is_too_long_and_no_letter_is_lost(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert all(0 < len(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_parts_of_a_section_keep_its_heading_and_count_on() -> None:
    long = Section("Waves", "word " * 500, ("Sound",), "closer_look", ("Wave",))
    document = Document(About(), [long, Section("End", "The end.")])
    passages = passages_of(document, source(), ["sound", "wave"])
    assert [(p.heading, p.position) for p in passages] == [("Waves", 0), ("Waves", 1), ("End", 2)]
    second = passages[1]
    assert (second.path, second.kind, second.keywords) == (["Sound"], "closer_look", ["Wave", "sound"])
    assert all(len(p.text) <= MAXIMUM_CHARACTERS for p in passages)
