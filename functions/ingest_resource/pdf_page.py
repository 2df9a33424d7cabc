"""The lines of a PDF's pages as a reader sees them, with their places and sizes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LAParams, LTChar, LTComponent, LTContainer, LTCurve, LTImage, LTPage, LTTextBox, LTTextLine
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage

from shared.errors import Refused

MAXIMUM_LETTERS_OF_A_PAGE = 30_000
"""A page of a book has about 3,000; finding the order of very many takes very long."""
SMALLEST_SIZE = 4.0
"""Of a letter, in points; what is smaller is not read by people."""
_INVISIBLE = (3, 7)
"""Modes of rendering that draw nothing."""
_BOLD = ("bold", "black", "heavy", "semibold", "demi")


@dataclass(frozen=True)
class Line:
    """Hold a line of a page."""

    text: str
    size: float
    """Of its letters, in points, to the next half."""
    is_bold: bool
    height: float
    """Of its middle on the page, from 0 at the bottom to 1 at the top."""


@dataclass(frozen=True)
class Page:
    """Hold what a page shows: blocks of lines in the order of reading."""

    blocks: list[list[Line]]

    @property
    def lines(self) -> list[Line]:
        """Return its lines in order."""
        return [line for block in self.blocks for line in block]


class PageReader:
    """Read pages one by one; letters that are invisible, tiny, white on white or beside the page are left out."""

    def __init__(self, path: str) -> None:
        """Name the file for messages."""
        resources = PDFResourceManager(caching=True)
        self._device = _VisibleText(resources, path)
        self._interpreter = PDFPageInterpreter(resources, self._device)

    def read(self, page: PDFPage) -> Page:
        """Return what a page shows."""
        self._interpreter.process_page(page)
        layout = self._device.layout
        boxes = (item for item in _all_within(layout) if isinstance(item, LTTextBox))
        return Page([lines for box in boxes if (lines := list(_lines(box, layout)))])


class _VisibleText(PDFLayoutAnalyzer):
    """Lay out the letters of a page that can be seen."""

    def __init__(self, resources: PDFResourceManager, path: str) -> None:
        super().__init__(resources, laparams=LAParams(all_texts=True))
        self.layout: LTPage
        self._path = path
        self._draws_nothing = False

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        self._letters = 0
        super().begin_page(page, ctm)

    def render_string(
        self, textstate: PDFTextState, seq: Any, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        self._draws_nothing = textstate.render in _INVISIBLE
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Any,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        self._letters += 1
        if self._letters > MAXIMUM_LETTERS_OF_A_PAGE:
            raise Refused("too_large", f"{self._path} has a page with more than {MAXIMUM_LETTERS_OF_A_PAGE} letters")
        if self._draws_nothing:
            return font.char_width(cid) * fontsize * scaling
        return super().render_char(matrix, font, fontsize, scaling, rise, cid, ncs, graphicstate)

    def handle_undefined_char(self, font: PDFFont, cid: int) -> str:
        return ""  # a font that does not say which letter it draws

    def end_page(self, page: PDFPage) -> None:
        painted = [item for item in _all_within(self.cur_item) if _is_painted(item)]
        _drop_unseen(self.cur_item, self.cur_item, painted)
        super().end_page(page)

    def receive_layout(self, ltpage: LTPage) -> None:
        self.layout = ltpage


def _drop_unseen(container: Any, page: LTComponent, painted: list[LTComponent]) -> None:
    container._objs = [
        item for item in container._objs if not isinstance(item, LTChar) or _is_seen(item, page, painted)
    ]
    for item in container._objs:
        if isinstance(item, LTContainer):
            _drop_unseen(item, page, painted)


def _is_seen(letter: LTChar, page: LTComponent, painted: list[LTComponent]) -> bool:
    if letter.size < SMALLEST_SIZE or not page.is_hoverlap(letter) or not page.is_voverlap(letter):
        return False
    return not _is_white(letter.graphicstate.ncolor) or any(
        item.is_hoverlap(letter) and item.is_voverlap(letter) for item in painted
    )


def _is_painted(item: LTComponent) -> bool:
    """Return whether white letters may be read on an item: a picture, or a shape filled with a colour."""
    if isinstance(item, LTCurve):
        return bool(item.fill) and not _is_white(item.non_stroking_color)
    return isinstance(item, LTImage)


def _is_white(color: Any) -> bool:
    parts = color if isinstance(color, (tuple, list)) else (color,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return False
    white = 0.0 if len(parts) == 4 else 1.0  # the inks of CMYK take light away
    return all(abs(part - white) < 0.03 for part in parts)


def _all_within(container: Any) -> Iterator[LTComponent]:
    for item in container:
        yield item
        if isinstance(item, LTContainer) and not isinstance(item, (LTTextBox, LTTextLine)):
            yield from _all_within(item)


def _lines(box: LTTextBox, page: LTPage) -> Iterator[Line]:
    for line in box:
        letters = [letter for letter in line if isinstance(letter, LTChar) and not letter.get_text().isspace()]
        text = " ".join(line.get_text().split())
        if letters and text:
            bold = sum(any(name in letter.fontname.lower() for name in _BOLD) for letter in letters)
            middle = (line.y0 + line.y1) / 2
            yield Line(
                text=text,
                size=round(2 * median(letter.size for letter in letters)) / 2,
                is_bold=bold > len(letters) / 2,
                height=(middle - page.y0) / max(1.0, page.height),
            )


def usual_size(pages: list[Page]) -> float:
    """Return the size that most letters of a document have."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
