"""Read an EPUB: a zip of pages, with a file that says what the book is and in which order its pages stand."""

from shared.errors import Refused

from ..about import About
from ..archive import Archive, resolved
from ..document import Document
from ..encoding import decode
from ..left_out import taught
from ..licence import named_licence
from ..markup import Element, all_named, attribute, children, name_of, parse_html, parse_xml, plain_text
from ..outline import Outline
from ..page import write_page

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
MAXIMUM_PAGES = 2_000
_PAGES = ("application/xhtml+xml", "text/html")
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways to scramble fonts, which keep nobody from reading."""
_FRONT_AND_BACK = 3
"""Pages at either end, where a licence is stated."""


def read(content: bytes, path: str) -> Document:
    """Return a book; raise `Refused` where it is broken, protected, too large, or without text."""
    archive = Archive(content, path)
    _ensure_unprotected(archive)
    place = _place_of_package(archive)
    package = parse_xml(archive.read(place), f"{place} in {path}")
    names = _pages_in_order(package, place, archive)
    if len(names) > MAXIMUM_PAGES:
        raise Refused("too_long", f"{path} has more than {MAXIMUM_PAGES} pages; split it, by chapters for example")
    ends = [*names[:_FRONT_AND_BACK], *names[-_FRONT_AND_BACK:]]
    about = _about(package, " ".join(plain_text(_page(name, archive)) for name in ends))
    outline = Outline(about.title)
    for name in names:
        write_page(_page(name, archive), outline)
    return taught(about, outline.sections(), path)


def _ensure_unprotected(archive: Archive) -> None:
    if not archive.has(ENCRYPTION):
        return
    methods = all_named(parse_xml(archive.read(ENCRYPTION), ENCRYPTION), "encryptionmethod")
    if any(not attribute(method, "Algorithm").startswith(_FONTS) for method in methods):
        raise Refused("encrypted", f"{archive.path} is protected against copying and cannot be read")


def _place_of_package(archive: Archive) -> str:
    container = parse_xml(archive.read(CONTAINER), f"{CONTAINER} in {archive.path}")
    for rootfile in all_named(container, "rootfile"):
        if place := attribute(rootfile, "full-path"):
            return resolved("", place)
    raise Refused("broken_epub", f"{archive.path} is no EPUB: its container names no package")


def _pages_in_order(package: Element, place: str, archive: Archive) -> list[str]:
    """Return the names of the book's pages in order, each once, but for the table of contents."""
    items = {attribute(item, "id"): item for item in all_named(package, "item")}
    found: list[str] = []
    for reference in all_named(package, "itemref"):
        item = items.get(attribute(reference, "idref"))
        if item is not None and attribute(item, "media-type") in _PAGES:
            name = resolved(place, attribute(item, "href"))
            if archive.has(name) and "nav" not in attribute(item, "properties").split():
                found.append(name)
    return list(dict.fromkeys(found))


def _page(name: str, archive: Archive) -> Element:
    """Return a page: as XML, which it should be, or else as a browser would read it."""
    content, where = archive.read(name), f"{name} in {archive.path}"
    try:
        return parse_xml(content, where)
    except Refused as refused:
        if refused.code != "broken_xml":
            raise
        return parse_html(decode(content, where), where)


def _about(package: Element, text: str) -> About:
    metadata = next(iter(all_named(package, "metadata")), package)
    said = [(name_of(element), plain_text(element)) for element in children(metadata)]
    links = [attribute(link, "href") for link in all_named(metadata, "link") if "license" in attribute(link, "rel")]
    properties = [plain_text(meta) for meta in all_named(metadata, "meta") if "license" in attribute(meta, "property")]

    def all_of(name: str) -> list[str]:
        return [text for found, text in said if found == name and text]

    return About(
        title=next(iter(all_of("title")), ""),
        author=", ".join(all_of("creator")),
        licence=named_licence([*links, *properties, *all_of("rights")], text),
        language=next(iter(all_of("language")), "").split("-")[0].lower(),
        url=next((text for text in [*all_of("source"), *all_of("identifier")] if text.startswith("http")), ""),
        keywords=all_of("subject"),
    )
