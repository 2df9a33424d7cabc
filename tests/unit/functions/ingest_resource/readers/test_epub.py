import zipfile
from io import BytesIO

import pytest

from functions.ingest_resource import archive
from functions.ingest_resource.archive import resolved
from functions.ingest_resource.document import Document
from functions.ingest_resource.readers.epub import read
from shared.errors import Refused

LONG = "Light is quick: it goes around the Earth more than seven times in one second, and nothing is quicker."
CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>All of Light</dc:title><dc:creator>Ada Low</dc:creator><dc:creator>Ben High</dc:creator>
<dc:language>en-US</dc:language><dc:rights>{rights}</dc:rights><dc:subject>optics</dc:subject>
<dc:source>https://example.org/light</dc:source></metadata>
<manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="a" href="one.xhtml" media-type="application/xhtml+xml"/>
<item id="b" href="two%20b.xhtml" media-type="application/xhtml+xml"/>
<item id="x" href="../../../etc/passwd" media-type="application/xhtml+xml"/>
<item id="p" href="lamp.png" media-type="image/png"/></manifest>
<spine><itemref idref="n"/><itemref idref="b"/><itemref idref="a"/><itemref idref="x"/><itemref idref="missing"/>
<itemref idref="p"/></spine></package>"""


def page(body: str) -> str:
    return f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{body}</body></html>'


def files(rights: str = "CC BY 4.0") -> dict[str, str]:
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": PACKAGE.format(rights=rights),
        "OEBPS/nav.xhtml": page(f"<p>NAVIGATION {LONG}</p>"),
        "OEBPS/one.xhtml": page(f"<h1>Colour</h1><p>{LONG}&nbsp;A&mdash;b<br/>c</p>"),
        "OEBPS/two b.xhtml": page(f"<h1>Speed</h1><p>{LONG}</p><h2>Of sound</h2><p>{LONG}</p>"),
    }


def packed(entries: dict[str, str]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in entries.items():
            book.writestr(name, content)
    return file.getvalue()


def book(**changes: str) -> Document:
    return read(packed(files() | changes), "light.epub")


def test_pages_are_read_in_the_order_of_the_book() -> None:
    assert [(section.path, section.heading) for section in book().sections] == [
        ((), "Speed"),
        (("Speed",), "Of sound"),
        ((), "Colour"),
    ]
    assert book().sections[-1].text.endswith("quicker. A—b c")
    assert "NAVIGATION" not in str(book())


def test_a_book_says_who_wrote_it_and_its_licence() -> None:
    about = book().about
    assert (about.title, about.author, about.language) == ("All of Light", "Ada Low, Ben High", "en")
    assert (about.licence, about.url, about.keywords) == ("CC BY 4.0", "https://example.org/light", ["optics"])


def test_a_claim_of_copyright_does_not_hide_a_licence_in_the_text() -> None:
    entries = files("Copyright 2020, Example Press") | {
        "OEBPS/one.xhtml": page(f"<p>{LONG}</p><p>This book is licensed under CC BY-SA 4.0.</p>")
    }
    assert read(packed(entries), "light.epub").about.licence == "CC BY-SA 4.0"


@pytest.mark.parametrize(
    "left_out",
    [
        "<section epub:type='answers' xmlns:epub='http://www.idpf.org/2007/ops'><p>SECRET</p></section>",
        "<p hidden='hidden'>SECRET</p>",
        "<div class='os-teacher'><p>SECRET</p></div>",
        "<h2>Exercises</h2><p>SECRET</p>",
    ],
)
def test_the_same_is_left_out_as_of_a_page(left_out: str) -> None:
    assert "SECRET" not in str(book(**{"OEBPS/one.xhtml": page(f"<h1>Colour</h1><p>{LONG}</p>{left_out}")}))


def test_a_page_that_is_no_xml_is_read_as_a_browser_would() -> None:
    assert LONG in book(**{"OEBPS/one.xhtml": f"<h1>Colour<p>{LONG}<br><p>more"}).sections[-1].text


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"META-INF/encryption.xml": '<e><EncryptionMethod Algorithm="http://www.w3.org/aes"/></e>'}, "encrypted"),
        ({"META-INF/container.xml": "<container/>"}, "broken_epub"),
        ({"META-INF/container.xml": "<container"}, "broken_xml"),
        ({"META-INF/container.xml": CONTAINER.replace("OEBPS", "../..")}, "broken_zip"),
        ({"OEBPS/one.xhtml": page(""), "OEBPS/two b.xhtml": page("")}, "empty"),
        ({"OEBPS/one.xhtml": page("<div>" * 200 + "</div>" * 200)}, "too_deep"),
    ],
)
def test_a_book_that_cannot_be_read_says_why(changes: dict[str, str], code: str) -> None:
    with pytest.raises(Refused, match=r"epub|META-INF") as caught:
        book(**changes)
    assert caught.value.code == code


def test_scrambled_fonts_keep_nobody_from_reading() -> None:
    fonts = '<e><EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/></e>'
    assert book(**{"META-INF/encryption.xml": fonts}).sections


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", packed(files())[:400], b"no zip at all"])
def test_a_broken_zip_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match=r"light\.epub is not a zip file") as caught:
        read(content, "light.epub")
    assert caught.value.code == "broken_zip"


def test_a_zip_whose_content_is_damaged_is_refused() -> None:
    content = bytearray(packed(files()))
    place = content.index(b"OEBPS/one.xhtml") + len("OEBPS/one.xhtml")
    content[place : place + 40] = b"\xff" * 40
    with pytest.raises(Refused, match="cannot be unpacked"):
        read(bytes(content), "light.epub")


def test_a_bomb_is_refused_before_it_bursts() -> None:
    bomb = packed(files() | {"OEBPS/one.xhtml": "<p>" + " " * (archive.MAXIMUM_BYTES_OF_A_FILE + 1)})
    assert len(bomb) < 20_000
    with pytest.raises(Refused, match="unpacks to more"):
        read(bomb, "light.epub")


@pytest.mark.parametrize(
    ("limit", "most", "reason"),
    [("MAXIMUM_BYTES_READ", 1_500, "unpacks to more"), ("MAXIMUM_FILES", 3, "more than 3 files")],
)
def test_many_bombs_that_are_small_are_refused_too(
    limit: str, most: int, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, limit, most)
    with pytest.raises(Refused, match=reason):
        book()


@pytest.mark.parametrize(
    ("base", "reference", "name"),
    [
        ("OEBPS/book.opf", "one.xhtml#top", "OEBPS/one.xhtml"),
        ("OEBPS/book.opf", "../text/a%20b.xhtml", "text/a b.xhtml"),
        ("book.opf", "/etc/passwd", "etc/passwd"),
        ("OEBPS/book.opf", "../../../etc/passwd", "../../etc/passwd"),
    ],
)
def test_a_reference_is_a_name_in_the_zip(base: str, reference: str, name: str) -> None:
    assert resolved(base, reference) == name
