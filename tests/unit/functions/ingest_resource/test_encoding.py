import codecs

import pytest

from functions.ingest_resource.encoding import decode
from shared.errors import Refused

TEXT = "Die Größe der Fläche beträgt zwölf Quadratmeter. Übung macht den Meister, sagt man in München."


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("latin-1"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big", "latin-1 without a word about it"],
)
def test_text_is_read_in_whatever_it_was_written(content: bytes) -> None:
    assert decode(content, "a.txt") == TEXT


def test_what_a_page_declares_is_believed() -> None:
    page = '<meta charset="windows-1251"><p>Свет</p>'
    assert "Свет" in decode(page.encode("windows-1251"), "a.html")


def test_an_encoding_that_does_not_exist_is_not_believed() -> None:
    assert "Größe" in decode(('<meta charset="x-none">' + TEXT).encode("latin-1"), "a.html")


@pytest.mark.parametrize("content", [bytes(range(256)) * 4, b"PK\x03\x04" + b"\x00" * 60])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="save it as UTF-8"):
        decode(content, "a.txt")


def test_stray_control_characters_are_taken_out() -> None:
    assert decode(b"light\x0b and\x01 colour" + b"." * 2000, "a.txt").startswith("light\x0b and colour")
