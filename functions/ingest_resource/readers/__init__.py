"""Read resources: one module a format, each with `read(content, path)`, imported when a file asks for it."""

from collections.abc import Callable
from importlib import import_module

from shared.formats import Format

from ..document import Document

Reader = Callable[[bytes, str], Document]

_MODULES = {
    "Markdown": "markdown",
    "CNXML": "cnxml",
    "HTML": "html",
    "plain text": "text",
    "PDF": "pdf",
    "EPUB": "epub",
}


def reader_of(known: Format) -> Reader:
    """Return the reader of a format."""
    reader: Reader = import_module(f".{_MODULES[known.name]}", __name__).read
    return reader
