import struct

import pytest

from functions.ingest_resource import pdf_effort
from functions.ingest_resource.readers import pdf
from shared.errors import Refused

TEXT = "Light is quick and goes in straight lines."
LINE = b"BT /F1 12 Tf 30 %d Td <%b> Tj ET\n"
SHOWN = b"".join(LINE % (height, TEXT.encode("utf-16-be").hex().encode()) for height in range(600, 740, 14))
LETTERS = b"1 begin%b <%b> <%b> <0000> end%b"


def made(widths: bytes = b"", letters: bytes = b"", file: bytes = b"", encoding: bytes = b"H") -> bytes:
    """Return a PDF of one page, written by hand, in a font whose codes are letters of Unicode."""
    to_unicode = b"/ToUnicode 7 0 R" if letters else b"/ToUnicode /Identity-H" if not file else b""
    embedded = b"/FontFile2 8 0 R" if file else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        stream(SHOWN),
        b"<< /Type /Font /Subtype /Type0 /Encoding /Identity-%b /DescendantFonts [6 0 R] %b >>"
        % (encoding, to_unicode),
        b"<< /Type /Font /Subtype /CIDFontType2 /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) >>"
        b" /FontDescriptor << /FontBBox [0 0 1 1] %b >> %b >>" % (embedded, widths),
        stream(letters),
        stream(file),
    ]
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (number, one) for number, one in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer << /Size 9 /Root 1 0 R >>\n%%EOF"


def stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content)


def truetype(last: int, kind: int = 12) -> bytes:
    """Return a TrueType file with nothing but a table of codes from 0 to the last, each its own letter."""
    wide = struct.pack(">HHIIIIII", 12, 0, 28, 0, 1, 0, last, 0)
    table = struct.pack(">HHHHHHHHHHhH", 4, 24, 0, 2, 0, 0, 0, last, 0, 0, 0, 0) if kind == 4 else wide
    head = struct.pack(">4sHHHH4sIII", b"\0\1\0\0", 1, 0, 0, 0, b"cmap", 0, 28, 40)
    return head + struct.pack(">HHHHI", 0, 1, 3, 10, 12) + table


def read(content: bytes) -> str:
    return "\n".join(section.text for section in pdf.read(content, "light.pdf").sections)


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_effort, "MAXIMUM_CODES", 65_536)


def ranges(last: int) -> dict[str, bytes]:
    """Return fonts that name all codes from 0 to the last."""
    names = b"%08X" % last
    return {
        "widths": made(b"/W [0 %d 500]" % last),
        "heights": made(b"/W2 [0 %d -1000 250 880]" % last, encoding=b"V"),
        "letters": made(letters=LETTERS % (b"bfrange", b"0" * 8, names, b"bfrange")),
        "file": made(file=truetype(last)),
    }


@pytest.mark.parametrize("which", ["widths", "heights", "letters", "file"])
def test_a_font_with_all_codes_is_read(which: str) -> None:
    assert set(TEXT) <= set(read(ranges(65_535)[which]))  # letters that stand below each other are not in order


@pytest.mark.parametrize("which", ["widths", "heights", "letters", "file"])
def test_a_font_with_more_codes_than_there_are_is_refused(which: str) -> None:
    with pytest.raises(Refused, match="unpacks to more than can be read") as refused:
        pdf.read(ranges(65_536)[which], "light.pdf")
    assert refused.value.code == "too_large"


@pytest.mark.parametrize(
    "content",
    [
        made(b"/W [0 40000 500 0 30000 500]"),
        made(b"/W [0 40000 500 9 2 500 0 30000 500]"),
        made(b"/W [0 40000 500]", LETTERS % (b"bfrange", b"0000", b"7000", b"bfrange")),
        made(letters=b"1 begincidrange <00000000> <00010000> 0 endcidrange"),
    ],
)
def test_ranges_that_are_too_much_together_are_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="unpacks to more than can be read"):
        pdf.read(content, "light.pdf")


def test_codes_with_a_list_of_widths_are_no_ranges() -> None:
    assert TEXT in read(made(b"/W [0 [500] 9999999 [500 500]]"))


def test_the_table_of_an_old_file_is_counted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    content = made(file=truetype(200, kind=4))
    assert TEXT in read(content)
    monkeypatch.setattr(pdf_effort, "MAXIMUM_CODES", 200)
    with pytest.raises(Refused, match="unpacks to more than can be read"):
        pdf.read(content, "light.pdf")


def test_a_font_that_is_on_many_pages_counts_once() -> None:
    content = made(b"/W [0 65535 500]").replace(b"/Kids [3 0 R]", b"/Kids [3 0 R 9 0 R]")
    page = content[content.index(b"3 0 obj") : content.index(b"4 0 obj")].replace(b"3 0 obj", b"9 0 obj", 1)
    assert TEXT in read(content.replace(b"trailer", page + b"trailer"))
