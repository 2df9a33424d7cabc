"""How much of a PDF is read: what is small in a file and large when it is unpacked is refused."""

import zlib

import pytest
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT

from functions.ingest_resource import pdf_effort, pdf_page
from functions.ingest_resource.readers import pdf
from shared.errors import Refused

from .test_pdf import LONG, Paper, read, text_of


def made(content: bytes, filters: bytes = b"/FlateDecode", metadata: bytes = b"") -> bytes:
    """Return a PDF of one page, written by hand, whose content is deflated."""
    packed = zlib.compress(content)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter [%b] >>\nstream\n%b\nendstream" % (len(packed), filters, packed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length 4 %b >>\nstream\n<x/>\nendstream" % metadata,
    ]
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (number, one) for number, one in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer << /Size 7 /Root 1 0 R >>\n%%EOF"


def shown(text: str, left: int = 50, top: int = 700) -> bytes:
    return b"BT /F1 10 Tf %d %d Td (%b) Tj ET\n" % (left, top, text.encode())


PAGE = b"".join(shown(LONG, top=700 - 14 * line) for line in range(10))


@pytest.mark.parametrize(
    ("content", "filters"),
    [
        (b" " * 10_000_001, b"/FlateDecode"),
        (zlib.compress(b" " * 10_000_001), b"/FlateDecode /FlateDecode"),
    ],
)
def test_a_stream_that_becomes_too_large_is_refused(content: bytes, filters: bytes) -> None:
    with pytest.raises(Refused, match="unpacks to more than can be read"):
        pdf.read(made(content, filters), "light.pdf")


def test_text_is_not_packed_as_pictures_are() -> None:
    with pytest.raises(Refused, match="not a PDF that can be read"):
        pdf.read(made(PAGE, b"/FlateDecode /CCITTFaxDecode"), "light.pdf")


@pytest.mark.parametrize(
    ("content", "most"),
    [(b"0 0 1 1 re f\n" * 21, "SHAPES"), (shown("a", 9, 9) + shown("a", 99, 99) + shown("a", 9, 199), "LINES")],
)
def test_a_page_that_holds_too_much_is_refused(content: bytes, most: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_page, f"MAXIMUM_{most}_OF_A_PAGE", 10 if most == "LINES" else 20)
    with pytest.raises(Refused, match=f"a page with more than [12]0 {most.lower()}"):
        pdf.read(made(PAGE + content), "light.pdf")


def test_a_page_that_is_larger_than_any_is_refused() -> None:
    vast = made(PAGE).replace(b"[0 0 600 800]", b"[0 0 600 4001]")
    with pytest.raises(Refused, match="a page with more than 4000 points a side"):
        pdf.read(vast, "light.pdf")


def test_streams_are_refused_when_they_are_too_large_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_effort, "MAXIMUM_BYTES_READ", len(PAGE) - 1)
    with pytest.raises(Refused, match="unpacks to more than can be read"):
        pdf.read(made(PAGE), "light.pdf")


def test_a_file_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_effort, "MAXIMUM_SECONDS", 0.0)
    with pytest.raises(Refused, match="takes too long to be read") as refused:
        read(Paper(LONG))
    assert refused.value.code == "too_long"


def test_a_page_of_very_many_lines_is_read_from_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_page, "MAXIMUM_LINES_IN_COLUMNS", 9)
    assert text_of(pdf.read(made(PAGE), "light.pdf")).count("Light is quick") == 10


def test_shapes_that_are_only_drawn_or_white_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_page, "MAXIMUM_SHAPES_OF_A_PAGE", 0)
    shapes = b"0 0 1 1 re S\n1 g\n0 0 1 1 re f\n0 g\n"
    assert "Light is quick" in text_of(pdf.read(made(shapes + PAGE), "light.pdf"))


@pytest.mark.parametrize(
    "metadata",
    [b"/Filter /Crypt", b"/Filter /Foo", b"/Filter /AHx /DecodeParms << /Predictor 12 /Columns 99999999 >>"],
)
def test_metadata_that_cannot_be_read_is_said(metadata: bytes) -> None:
    with pytest.raises(Refused, match=r"light\.pdf (has metadata that cannot be read|unpacks to more)"):
        pdf.read(made(PAGE, metadata=metadata), "light.pdf")


def test_a_stream_that_is_broken_is_empty_and_a_checksum_alone_does_not_matter() -> None:
    whole = made(PAGE)
    end = whole.index(b"\nendstream")
    assert "Light is quick" in text_of(pdf.read(whole[: end - 1] + b"?" + whole[end:], "light.pdf"))
    start = whole.index(b"stream\n") + len(b"stream\n")
    with pytest.raises(Refused, match="no text that is shown"):
        pdf.read(whole[: start + 4] + b"\xff" * 40 + whole[start + 44 :], "light.pdf")


def test_old_files_are_packed_by_lzw_in_text() -> None:
    packed = b"80 0B 60 50 22 0C 0C 85 01>"  # the example of the PDF reference, 7.4.4.2
    effort = pdf_effort.Effort("light.pdf")
    stream = PDFStream({"Filter": [LIT("ASCIIHexDecode"), LIT("LZWDecode")]}, packed)
    assert pdf_effort.bounded(stream, effort).get_data() == b"-----A---B"
