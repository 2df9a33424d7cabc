import pytest

from functions.ingest_resource.core import kind_of, read_resource, resource_id_of, sections, text_to_embed
from shared.errors import Refused

RESOURCE = """---
title: Photosynthesis
subject: life science
grade_band: 6-8
licence: CC BY 4.0
author: Vividly contributors
keywords: [plants]
---

# Photosynthesis

Plants are green.

## Key idea
- **Plants make food.** They use light. $$6CO_2$$

## Worked example: A leaf
**Problem.** Why green?

## Something else
Text.
"""


def test_a_resource_becomes_passages_that_name_their_source() -> None:
    source, passages = read_resource("life-science/photosynthesis.md", "gs://b/p.md", RESOURCE.encode())
    assert source.resource_id == "life-science-photosynthesis"
    assert (source.title, source.licence, source.author) == ("Photosynthesis", "CC BY 4.0", "Vividly contributors")
    assert [(p.kind, p.heading) for p in passages] == [
        ("explanation", "Photosynthesis"),
        ("key_idea", "Key idea"),
        ("example", "Worked example: A leaf"),
        ("explanation", "Something else"),
    ]
    assert [p.passage_id for p in passages] == [f"life-science-photosynthesis.0{n}" for n in range(4)]
    assert all(p.source == source for p in passages)


def test_reading_again_gives_the_same() -> None:
    assert read_resource("a.md", "gs://b/a.md", RESOURCE.encode()) == read_resource(
        "a.md", "gs://b/a.md", RESOURCE.encode()
    )


def test_what_is_embedded_has_words_and_no_markdown() -> None:
    _, passages = read_resource("a.md", "gs://b/a.md", RESOURCE.encode())
    assert text_to_embed(passages[1]) == "Photosynthesis. Key idea. Plants make food. They use light."


@pytest.mark.parametrize(
    ("path", "content", "code", "reason"),
    [
        ("a.exe", b"MZ", "unknown_format", "must end with .md"),
        ("a.md", b"\xff\xfe", "not_utf8", "not UTF-8"),
        ("a.md", b"no front matter", "front_matter", "title: Field required"),
        ("a.md", b"---\ntitle: [\n---\ntext", "front_matter", "not YAML"),
        ("a.md", RESOURCE.split("# Photo")[0].encode(), "empty", "no text"),
        ("a.md", b"x" * 2_000_001, "too_large", "2000001 bytes"),
        ("a.md", RESOURCE.replace("author:", "writer:").encode(), "front_matter", "author: Field required"),
    ],
)
def test_a_file_that_is_no_resource_says_what_is_wrong(path: str, content: bytes, code: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason) as caught:
        read_resource(path, "gs://b/a.md", content)
    assert caught.value.code == code


def test_an_id_holds_no_slash() -> None:
    assert resource_id_of("earth and space/water cycle.md") == "earth-and-space-water-cycle"


def test_text_before_the_first_heading_stands_under_the_title() -> None:
    assert sections("Intro.\n## One\nText.\n## Empty\n", "Title") == [("Title", "Intro."), ("One", "Text.")]


@pytest.mark.parametrize(
    ("heading", "kind"), [("How it works", "steps"), ("Cycle: Water", "cycle"), ("Unknown", "explanation")]
)
def test_a_heading_says_what_a_section_is_for(heading: str, kind: str) -> None:
    assert kind_of(heading) == kind
