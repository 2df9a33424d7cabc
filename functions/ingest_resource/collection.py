"""The collection file of an OpenStax book: what the book is called, who wrote it, its licence and its chapters."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from shared.errors import Refused

from .about import About
from .markup import Element, all_named, attribute, children, first, name_of, one_line, parse_xml, plain_text

SUFFIX = ".collection.xml"
FOLDER = "collections"
GRADE_BAND = "9-12"
"""OpenStax writes for high school and college; no file says so."""
_BOOK_PAGE = "https://openstax.org/details/books/"


@dataclass(frozen=True)
class Collection:
    """Hold what a book says of all its modules, and the chapter of each by the module's id."""

    about: About
    chapters: dict[str, str]

    def about_module(self, module: str) -> About | None:
        """Return what the book says of a module, or None where it is not in the book."""
        chapter = self.chapters.get(module)
        return None if chapter is None else self.about.model_copy(update={"chapter": chapter})


def module_id_of(path: str) -> str:
    """Return the id of the module at a path: its folder's name (`m54097/index.cnxml`), or its own."""
    place = PurePosixPath(path)
    return place.parent.name if place.stem == "index" else place.stem


def read_collection(content: bytes, path: str) -> Collection:
    """Return a book from its collection file; raise `Refused` saying what is wrong with it."""
    root = parse_xml(content, path)
    contents, metadata = first(root, "content"), first(root, "metadata")
    if name_of(root) != "collection" or contents is None or metadata is None:
        raise Refused("not_a_collection", f"{path} is no collection file: its root must be a collection with metadata")
    slug = plain_text(first(metadata, "slug"))
    about = About(
        collection=plain_text(first(metadata, "title")),
        author=", ".join(filter(None, map(one_line, _authors(root, metadata)))),
        licence=licence_in(metadata),
        language=plain_text(first(metadata, "language")),
        url=f"{_BOOK_PAGE}{slug}" if slug else "",
        grade_band=GRADE_BAND,
    )
    return Collection(about, dict(_modules(contents, "")))


def licence_in(metadata: Element) -> str:
    """Return the licence that the metadata of a book or a module names: its address, or else its words."""
    licence = next(iter(all_named(metadata, "license")), None)
    return "" if licence is None else licence.get("url") or plain_text(licence)


def _authors(root: Element, metadata: Element) -> list[str]:
    """Return the authors' names: books of today list them in an attribute, older ones as people with roles."""
    if listed := attribute(root, "authors"):
        return listed.split(",")
    return [plain_text(name) for actors in all_named(metadata, "actors") for name in all_named(actors, "fullname")]


def _modules(contents: Element, chapter: str) -> list[tuple[str, str]]:
    """Return each module's id with the title of the chapter that it stands in; the innermost, where there are parts."""
    found: list[tuple[str, str]] = []
    for child in children(contents):
        if name_of(child) == "module":
            found.append((attribute(child, "document"), chapter))
        inner = first(child, "content")
        if name_of(child) == "subcollection" and inner is not None:
            found += _modules(inner, plain_text(first(child, "title")) or chapter)
    return found
