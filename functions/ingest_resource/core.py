"""From a file to a resource and its passages."""

import re
from pathlib import PurePosixPath

from shared.errors import Refused
from shared.formats import ensure_size, format_of
from shared.models.passage import Passage, Source
from shared.paths import resource_id_of
from shared.reading_level import grade_band_of

from .about import About
from .beside import NOTHING_BESIDE, Beside
from .document import Document
from .licence import needs_author, open_licence, strictest
from .passages import passages_of
from .readers import reader_of

SUBJECTS = ("mathematics", "physics", "chemistry", "life science", "earth and space", "computing", "social studies")
_TITLES_OF_ANY_CHAPTER = ("introduction", "overview", "summary", "review", "key terms", "glossary")


def read_resource(
    path: str, uri: str, content: bytes, beside: Beside = NOTHING_BESIDE, content_type: str = ""
) -> tuple[Source, list[Passage]]:
    """Return a resource and its passages; raise `Refused` saying what is wrong with the file.

    There may be no passage, where a file has a place in its book and nothing to teach, such as a preface.
    """
    known = format_of(path, content_type)
    ensure_size(known, path, len(content))
    document = reader_of(known)(content, path).as_seen()
    about = beside.of_file.completed_by(document.about).completed_by(beside.around)
    licences = [licence for licence in (about.licence, document.about.licence) if licence]
    about = about.model_copy(update={"licence": open_licence(strictest(licences), path)})
    source = _source(document, about, path, uri)
    if about.chapter:
        document = document.under(about.chapter)
    return source, passages_of(document, source, about.keywords)


def _source(document: Document, about: About, path: str, uri: str) -> Source:
    if not about.author and needs_author(about.licence):
        raise Refused(
            "no_author",
            f"{path} names no author, whom {about.licence} asks to name, and nothing beside it does; "
            "say it in an about.yaml in its folder",
        )
    return Source(
        resource_id=resource_id_of(path),
        title=_title(about, path),
        author=about.author or "Unknown author",
        licence=about.licence,
        subject=about.subject or _subject_of(path, about),
        grade_band=about.grade_band or grade_band_of(section.text for section in document.sections),
        language=about.language or "en",
        uri=uri,
        collection=about.collection,
        url=about.url,
    )


def _title(about: About, path: str) -> str:
    if about.chapter and about.title.lower() in _TITLES_OF_ANY_CHAPTER:
        return f"{about.chapter}: {about.title}"
    words = re.sub(r"[-_]+", " ", PurePosixPath(path).stem).strip()
    return about.title or words[:1].upper() + words[1:] or path


def _subject_of(path: str, about: About) -> str:
    """Return the subject that a resource's folders or its book name."""
    said = re.sub(r"[-_/]+", " ", f"{path} {about.collection}").lower()
    return next((subject for subject in SUBJECTS if re.search(rf"\b{subject}\b", said)), "general")
