"""XML and HTML that strangers wrote, parsed so that it can do no harm.

Entities are not expanded, no DTD is loaded, nothing is fetched, and what is nested too deep is refused, so that reading
it recursively is safe.
"""

import re
from collections.abc import Iterator
from html.entities import html5

from lxml import etree

from shared.errors import Refused

MAXIMUM_DEPTH = 150
"""Of elements in each other; the deepest module of a real book has 22."""

_XML_ENTITIES = {"amp", "lt", "gt", "quot", "apos"}
_NAMED_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00ad": ""})

Element = etree._Element


def parse_xml(content: bytes, path: str) -> Element:
    """Return the root of an XML document; raise `Refused` where it is not well-formed or nested too deep."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(_without_named_entities(content), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused("broken_xml", f"{path} is not well-formed XML: {_reason(error)}") from error
    return _not_too_deep(root, path)


def parse_html(text: str, path: str) -> Element:
    """Return the root of an HTML document, however badly it is written; raise `Refused` where it is empty."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root: Element | None = etree.fromstring(text.encode("utf-8", "ignore"), parser)
    except (etree.XMLSyntaxError, etree.ParserError) as error:
        raise Refused("broken_html", f"{path} cannot be read as HTML: {_reason(error)}") from error
    if root is None:
        raise Refused("empty", f"{path} has no text")
    return _not_too_deep(root, path)


def name_of(element: Element) -> str:
    """Return an element's name without its namespace, in small letters; empty for what is no element."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """Return an attribute by its name without namespace, or nothing."""
    named = (str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name)
    return next(named, "")


def classes_of(element: Element) -> set[str]:
    """Return an element's classes in small letters, with plain hyphens: a real book has one `os\u2010teacher`."""
    return set(element.get("class", "").translate(_HYPHENS).lower().split())


def children(element: Element) -> Iterator[Element]:
    """Yield the elements in an element."""
    return element.iterchildren("*")


def first(element: Element, *names: str) -> Element | None:
    """Return the first child with one of these names."""
    return next((child for child in children(element) if name_of(child) in names), None)


def all_named(element: Element, *names: str) -> list[Element]:
    """Return all elements with one of these names, at any depth, in order."""
    return [found for found in all_elements(element) if name_of(found) in names]


def all_elements(element: Element) -> list[Element]:
    """Return an element and all in it, in order."""
    return list(element.iter("*"))


def drop(element: Element) -> None:
    """Take an element out of its document; the text that follows it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def plain_text(element: Element | None) -> str:
    """Return the text in an element on one line."""
    return one_line("".join(str(part) for part in element.itertext())) if element is not None else ""


def one_line(text: str) -> str:
    """Return a text with single spaces."""
    return " ".join(text.split())


def _without_named_entities(content: bytes) -> bytes:
    """Put characters for the entities of HTML, which XML does not know without its DTD."""

    def character(found: re.Match[bytes]) -> bytes:
        name = found[1].decode("ascii")
        known = None if name in _XML_ENTITIES else html5.get(f"{name};")
        return found[0] if known is None else "".join(f"&#{ord(part)};" for part in known).encode("ascii")

    return _NAMED_ENTITY.sub(character, content)


def _reason(error: Exception) -> str:
    return str(error).removesuffix(" (<string>, line 1)") or type(error).__name__


def _not_too_deep(root: Element, path: str) -> Element:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAXIMUM_DEPTH:
            raise Refused("too_deep", f"{path} has elements nested more than {MAXIMUM_DEPTH} deep")
    return root
