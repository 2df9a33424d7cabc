"""Read a PDF: its text, with the headings that stand out."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage

from shared.errors import Refused

from ..document import Document
from ..left_out import taught
from ..outline import Outline
from ..pdf_about import about_of
from ..pdf_effort import BoundedParser, Effort
from ..pdf_page import Line, Page, PageReader, usual_size
from ..prose import LONGEST_HEADING, as_list, heading_level, unwrapped

MAXIMUM_PAGES = 800
LEAST_LETTERS_OF_A_PAGE = 25
"""On average; fewer, and the pages are pictures."""
_MARGIN = 0.1
"""Of the page's height, where running titles and page numbers stand."""
_REPEATED = 3
"""Pages on which a line in the margin makes a running title."""
_LARGER = 1.12
"""Than the usual size: a heading."""
_MARKS = ("•", "‣", "▪", "●", "◦", "-", "*")
_IMPRINT_PAGES = 12
"""At either end, where a licence is stated."""


def read(content: bytes, path: str) -> Document:
    """Return a PDF; raise `Refused` where it is encrypted, broken, too long, or pictures without text."""
    with _broken_is_refused(path, "is not a PDF that can be read"):
        document, pages = _pages(content, path)
    letters = sum(len(line.text) for page in pages for line in page.lines)
    if letters < LEAST_LETTERS_OF_A_PAGE * len(pages):
        raise Refused(
            "no_text", f"{path} holds pictures of pages and no text that is shown; have the text recognised first"
        )
    usual = usual_size(pages)
    pages = _without_running_titles(pages, usual)
    with _broken_is_refused(path, "has metadata that cannot be read"):
        about = about_of(document, _imprint(pages))
    about = about.model_copy(update={"title": about.title or _largest_line(pages)})
    outline = Outline(about.title)
    _write(pages, usual, outline)
    return taught(about, outline.sections(), path)


@contextmanager
def _broken_is_refused(path: str, how: str) -> Iterator[None]:
    try:
        yield
    except Refused:
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise Refused("encrypted", f"{path} is encrypted; save it without a password") from error
    except Exception as error:  # a broken file makes pdfminer raise nearly anything
        raise Refused("broken_pdf", f"{path} {how} ({type(error).__name__})") from error


def _pages(content: bytes, path: str) -> tuple[PDFDocument, list[Page]]:
    effort = Effort(path)
    document = PDFDocument(BoundedParser(content, effort))
    reader = PageReader(effort)
    pages: list[Page] = []
    for page in PDFPage.create_pages(document):
        if len(pages) == MAXIMUM_PAGES:
            raise Refused("too_long", f"{path} has more than {MAXIMUM_PAGES} pages; split it, by chapters for example")
        pages.append(reader.read(page))
    if not pages:
        raise Refused("broken_pdf", f"{path} has no pages")
    return document, pages


def _without_running_titles(pages: list[Page], usual: float) -> list[Page]:
    """Take out page numbers, and lines in the margins that come again on other pages.

    A line that is larger than the text is the heading of a chapter.
    """
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_without_digits(line) for line in page.lines if _is_in_margin(line)})

    def stays(line: Line) -> bool:
        if line.size > usual * _LARGER or not _is_in_margin(line):
            return True
        text = _without_digits(line)
        return seen[text] < _REPEATED and re.search(r"[^\W\d_]{2}", text) is not None

    return [Page([kept for block in page.blocks if (kept := [*filter(stays, block)])]) for page in pages]


def _without_digits(line: Line) -> str:
    return re.sub(r"\d+", "", line.text).strip()


def _is_in_margin(line: Line) -> bool:
    return not _MARGIN < line.height < 1 - _MARGIN


def _largest_line(pages: list[Page]) -> str:
    lines = pages[0].lines
    size = max((line.size for line in lines), default=0.0)
    return unwrapped([line.text for line in lines if line.size == size])[:200]


def _imprint(pages: list[Page]) -> str:
    """Return the text of the first and the last pages."""
    ends = pages if len(pages) <= 2 * _IMPRINT_PAGES else [*pages[:_IMPRINT_PAGES], *pages[-_IMPRINT_PAGES:]]
    return "\n".join(unwrapped([line.text for line in block]) for page in ends for block in page.blocks)


def _write(pages: list[Page], usual: float, outline: Outline) -> None:
    sizes = sorted({line.size for page in pages for line in page.lines if line.size > usual * _LARGER})
    levels = {size: min(level, 5) for level, size in enumerate(reversed(sizes), start=1)}
    open_paragraph = mark = ""
    for is_heading, lines in _runs(pages, usual):
        if is_heading:
            outline.write(open_paragraph)
            open_paragraph = ""
            outline.head(levels.get(lines[0].size, 6), unwrapped([line.text for line in lines]))
            continue
        texts = [line.text for line in lines]
        if texts[0] in _MARKS and len(texts) == 1:
            mark = texts[0]  # the mark of an item that is laid out beside it
            continue
        texts[0], mark = f"{mark} {texts[0]}".strip(), ""
        block = as_list(texts) or unwrapped(texts)
        if open_paragraph and block[0].islower() and open_paragraph[-1] not in ".!?:":
            open_paragraph = unwrapped([open_paragraph, block])
        else:
            outline.write(open_paragraph)
            open_paragraph = block
    outline.write(open_paragraph)


def _runs(pages: list[Page], usual: float) -> Iterator[tuple[bool, list[Line]]]:
    """Yield headings and blocks of text in order; lines of one heading are together."""
    for page in pages:
        for block in page.blocks:
            for style, lines in groupby(block, lambda line: _heading_style(line, usual)):
                yield style is not None, list(lines)


def _heading_style(line: Line, usual: float) -> tuple[float, bool] | None:
    """Return what makes a line stand out as a heading, or None where it does not."""
    if line.size > usual * _LARGER and len(line.text) <= 2 * LONGEST_HEADING and re.search(r"[^\W\d_]{2}", line.text):
        return line.size, line.is_bold
    is_bold_line = line.is_bold and line.size >= usual and heading_level(line.text) is not None
    return (line.size, True) if is_bold_line else None
