import pytest

from functions.ingest_resource.markup import MAXIMUM_DEPTH, classes_of, drop, parse_html, parse_xml, plain_text
from shared.errors import Refused

BOMB = (
    b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><d>&j;</d>"
)


def test_a_bomb_of_entities_is_refused() -> None:
    with pytest.raises(Refused, match="amplification"):
        parse_xml(BOMB, "a.cnxml")


def test_entities_that_a_file_declares_are_not_expanded() -> None:
    assert plain_text(parse_xml(b'<!DOCTYPE d [<!ENTITY a "SECRET">]><d>before &a; after</d>', "a.cnxml")) == (
        "before &a; after"
    )


def test_files_of_this_machine_are_not_read() -> None:
    trick = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>before &x; after</d>'
    assert "root" not in plain_text(parse_xml(trick, "a.cnxml"))


@pytest.mark.parametrize("content", [b"", b"<a><b></a>", b"no markup", b"<a>" * 300 + b"</a>" * 300])
def test_what_is_not_well_formed_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match=r"a\.cnxml is not well-formed XML"):
        parse_xml(content, "a.cnxml")


def test_what_is_nested_too_deep_is_refused() -> None:
    deep = MAXIMUM_DEPTH + 1
    with pytest.raises(Refused, match="nested more than"):
        parse_xml(b"<a>" * deep + b"</a>" * deep, "a.cnxml")
    with pytest.raises(Refused, match=r"nested more than|cannot be read"):
        parse_html("<div>" * 100_000 + "x", "a.html")


def test_html_entities_are_known_in_xml_too() -> None:
    assert plain_text(parse_xml(b"<p>a&nbsp;&ndash;&eacute; &amp;</p>", "a.xhtml")) == "a –é &"


def test_classes_have_plain_hyphens() -> None:
    assert classes_of(parse_xml('<p class="os\u2010teacher B"/>'.encode(), "a")) == {"os-teacher", "b"}


def test_text_after_what_is_dropped_stays() -> None:
    root = parse_xml(b"<p>one <b>two</b> three <i>four</i> five</p>", "a")
    for element in list(root):
        drop(element)
    assert plain_text(root) == "one three five"


def test_an_empty_page_is_refused() -> None:
    with pytest.raises(Refused, match=r"a\.html"):
        parse_html("", "a.html")
