import pytest

from functions.ingest_resource.about import About
from functions.ingest_resource.beside import Beside
from functions.ingest_resource.core import read_resource
from functions.ingest_resource.passages import text_to_embed
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
    assert all(p.source == source and p.keywords == ["plants"] for p in passages)


def test_what_is_embedded_has_words_and_no_markdown() -> None:
    _, passages = read_resource("a.md", "gs://b/a.md", RESOURCE.encode())
    assert text_to_embed(passages[1]) == "Photosynthesis. Key idea. Plants make food. They use light."


@pytest.mark.parametrize(
    ("path", "content", "code", "reason"),
    [
        ("a.exe", b"MZ", "unknown_format", "its name must end with .md, .cnxml"),
        ("a.md", b"\x00\x01\x02\x03", "not_text", "save it as UTF-8"),
        ("a.md", b"no front matter", "no_licence", "names no licence"),
        ("a.md", b"---\ntitle: [\n---\ntext", "front_matter", "not YAML"),
        ("a.md", RESOURCE.split("# Photo")[0].encode(), "empty", "no text"),
        ("a.md", b"x" * 2_000_001, "too_large", "2000001 bytes"),
        ("a.md", RESOURCE.replace("author:", "writer:").encode(), "about", "writer: Extra inputs"),
        ("a.md", RESOURCE.replace("author: Vividly contributors", "").encode(), "no_author", "whom CC BY 4.0 asks"),
        ("a.md", RESOURCE.replace("CC BY 4.0", "CC BY-NC 4.0").encode(), "licence_not_open", "CC BY-NC 4.0"),
    ],
)
def test_a_file_that_is_no_resource_says_what_is_wrong(path: str, content: bytes, code: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason) as caught:
        read_resource(path, "gs://b/a.md", content)
    assert caught.value.code == code


def test_what_a_file_does_not_say_is_taken_from_beside_it() -> None:
    beside = Beside(About(title="Light and leaves"), About(author="A. Teacher", licence="CC BY 3.0", chapter="Plants"))
    text = RESOURCE.replace("author: Vividly contributors\n", "")
    source, passages = read_resource("a.md", "gs://b/a.md", text.encode(), beside)
    assert (source.title, source.author, source.licence) == ("Light and leaves", "A. Teacher", "CC BY 4.0")
    assert passages[1].path == ["Plants"]
    assert text_to_embed(passages[1]).startswith("Light and leaves. Plants. Key idea. ")


def test_a_licence_that_is_not_open_refuses_a_file_whatever_is_said_beside_it() -> None:
    beside = Beside(About(licence="CC BY 4.0"), About())
    with pytest.raises(Refused, match=r"CC BY-ND 4\.0"):
        read_resource("a.md", "u", RESOURCE.replace("CC BY 4.0", "CC BY-ND 4.0").encode(), beside)


def test_what_nobody_says_is_taken_from_the_path_and_the_text() -> None:
    text = "---\nlicence: CC0\n---\n## One\nWe can see the sun. It is hot. It gives us light.\n"
    source, _ = read_resource("earth-and-space/our_sun.md", "u", text.encode())
    assert (source.title, source.subject, source.grade_band) == ("Our sun", "earth and space", "K-2")
    assert (source.author, source.licence, source.language) == ("Unknown author", "CC0 1.0", "en")


def test_a_chapters_introduction_is_called_after_its_chapter() -> None:
    beside = Beside(About(), About(chapter="Acceleration"))
    source, _ = read_resource("a.md", "u", RESOURCE.replace("Photosynthesis", "Introduction").encode(), beside)
    assert source.title == "Acceleration: Introduction"
