"""Who reads which format; what a reader needs is imported only when it is asked for."""

from collections.abc import Callable

from shared.formats import Format

from .document import Document

Reader = Callable[[bytes, str], Document]


def reader_of(known: Format) -> Reader:
    """Return the reader of a format."""
    return _READERS[known.name]()


def _markdown() -> Reader:
    from .readers.markdown import read

    return read


def _cnxml() -> Reader:
    from .readers.cnxml import read

    return read


def _html() -> Reader:
    from .readers.html import read

    return read


def _text() -> Reader:
    from .readers.text import read

    return read


def _pdf() -> Reader:
    from .readers.pdf import read

    return read


def _epub() -> Reader:
    from .readers.epub import read

    return read


_READERS: dict[str, Callable[[], Reader]] = {
    "Markdown": _markdown,
    "CNXML": _cnxml,
    "HTML": _html,
    "plain text": _text,
    "PDF": _pdf,
    "EPUB": _epub,
}
