"""What a PDF says of itself: in its list of properties, and in its XMP metadata."""

import re
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import decode_text

from shared.errors import Refused

from .about import About
from .licence import named_licence
from .markup import Element, all_named, attribute, parse_xml, plain_text

_NO_TITLE = re.compile(
    r"\.(?:docx?|pptx?|odt|pdf|indd|tex|dvi|rtf)$|^microsoft |^untitled|^slide \d|^document\d*$", re.I
)
_RIGHTS = ("license", "WebStatement", "UsageTerms", "rights")


def about_of(document: PDFDocument, text: str) -> About:
    """Return what a PDF says of itself, and in its text of its licence; a title that is only a file's name is none."""
    properties: dict[str, Any] = {}
    for info in document.info:
        properties |= info
    xmp = _xmp(document)
    title = _text(properties.get("Title")) or _first(xmp, "title")
    return About(
        title="" if _NO_TITLE.search(title) else title,
        author=_text(properties.get("Author")) or _first(xmp, "creator"),
        licence=named_licence([_first(xmp, name) for name in _RIGHTS], text),
        language=_text(document.catalog.get("Lang")).split("-")[0].lower(),
        keywords=[word.strip() for word in re.split("[,;]", _text(properties.get("Keywords"))) if word.strip()],
    )


def _text(value: Any) -> str:
    found = resolve1(value)
    text = decode_text(found) if isinstance(found, bytes) else found
    return " ".join(text.split()) if isinstance(text, str) else ""


def _xmp(document: PDFDocument) -> Element | None:
    stream = resolve1(document.catalog.get("Metadata"))
    if not isinstance(stream, PDFStream):
        return None
    content = stream.get_data()
    try:
        return parse_xml(content, "its metadata")
    except Refused:
        return None  # what is said there is said twice, or not needed


def _first(xmp: Element | None, name: str) -> str:
    if xmp is None:
        return ""
    for found in all_named(xmp, name.lower()):
        if text := plain_text(found) or attribute(found, "resource"):
            return text
    return next(filter(None, (attribute(about, name) for about in all_named(xmp, "description"))), "")
