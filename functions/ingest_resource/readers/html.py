"""Read a page of HTML."""

from collections.abc import Iterator

from ..about import About
from ..document import Document
from ..encoding import decode
from ..left_out import taught
from ..licence import named_licence
from ..markup import Element, all_named, parse_html, plain_text
from ..outline import Outline
from ..page import write_page

_AUTHORS = ("author", "dc.creator", "dcterms.creator", "citation_author", "article:author")
_LICENCES = ("dcterms.license", "dc.rights", "dcterms.rights", "license", "copyright")
_LANGUAGES = ("dc.language", "dcterms.language", "citation_language")


def read(content: bytes, path: str) -> Document:
    """Return a page; raise `Refused` where it has no text."""
    root = parse_html(decode(content, path), path)
    about = _about(root)
    outline = Outline(about.title)
    write_page(root, outline)
    return taught(about, outline.sections(), path)


def _about(root: Element) -> About:
    said = list(_metadata(root))
    language = root.get("lang", "") or next(_said(said, _LANGUAGES), "")
    licences = [*_links(root, "license"), *_said(said, _LICENCES)]
    headings = [plain_text(heading) for heading in all_named(root, "h1")]
    titles = [*_said(said, ("og:title", "dc.title")), *headings, *map(plain_text, all_named(root, "title"))]
    return About(
        title=next(filter(None, titles), ""),
        author=", ".join(dict.fromkeys(_said(said, _AUTHORS))),
        licence=named_licence(licences, plain_text(root)),
        language=language.split("-")[0].lower(),
        url=next(filter(None, [*_links(root, "canonical"), *_said(said, ("og:url",))]), ""),
        keywords=[word.strip() for words in _said(said, ("keywords",)) for word in words.split(",") if word.strip()],
    )


def _metadata(root: Element) -> Iterator[tuple[str, str]]:
    for meta in all_named(root, "meta"):
        name, content = meta.get("name") or meta.get("property") or "", meta.get("content", "").strip()
        if name and content:
            yield name.lower(), content


def _said(metadata: list[tuple[str, str]], names: tuple[str, ...]) -> Iterator[str]:
    return (content for name, content in metadata if name in names)


def _links(root: Element, relation: str) -> list[str]:
    links = all_named(root, "link", "a")
    return [link.get("href", "") for link in links if relation in link.get("rel", "").lower().split()]
