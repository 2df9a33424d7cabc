import pytest

from functions.ingest_resource.markup import MAXIMUM_DEPTH, classes_of, drop, parse_html, parse_xml, plain_text
from shared.errors import Refused

BOMB = (
    b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><d>&j;</d>"
)


def test_entities_that_a_file_declares_are_not_expanded() -> None:
    assert plain_text(parse_xml(b'<!DOCTYPE d [<!ENTITY a "SECRET">]><d>before &a; after</d>', "a.cnxml")) == (
        "before &a; after"
    )


def test_files_of_this_machine_are_not_read() -> None:
    trick = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>before &x; after</d>'
    assert "root" not in plain_text(parse_xml(trick, "a.cnxml"))


DEEP = MAXIMUM_DEPTH + 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is not well-formed XML"),
        (b"<a><b></a>", "is not well-formed XML"),
        (b"no markup", "is not well-formed XML"),
        (b"<a>" * 300 + b"</a>" * 300, "is not well-formed XML"),
        (b"<a>" * DEEP + b"</a>" * DEEP, "nested more than"),
        (BOMB, "amplification"),
    ],
)
def test_what_is_not_well_formed_too_deep_or_a_bomb_of_entities_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        parse_xml(content, "a.cnxml")


@pytest.mark.parametrize("page", ["", "<div>" * 100_000 + "x"])
def test_a_page_that_is_empty_or_nested_too_deep_is_refused(page: str) -> None:
    with pytest.raises(Refused, match=r"a\.html"):
        parse_html(page, "a.html")


def test_html_entities_are_known_in_xml_too() -> None:
    assert plain_text(parse_xml(b"<p>a&nbsp;&ndash;&eacute; &amp;</p>", "a.xhtml")) == "a –é &"


def test_classes_have_plain_hyphens() -> None:
    assert classes_of(parse_xml('<p class="os\u2010teacher B"/>'.encode(), "a")) == {"os-teacher", "b"}


def test_text_after_what_is_dropped_stays() -> None:
    root = parse_xml(b"<p>one <b>two</b> three <i>four</i> five</p>", "a")
    for element in list(root):
        drop(element)
    assert plain_text(root) == "one three five"
