"""The lines of a PDF's pages as a reader sees them, with their places and sizes."""

from collections import Counter
from collections.abc import Iterator, Sequence
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

from .pdf_effort import Effort
from .pdf_fonts import BoundedFonts

MAXIMUM_LETTERS_OF_A_PAGE = 30_000
"""A page of a book has about 3,000; finding the order of very many takes very long."""
MAXIMUM_SHAPES_OF_A_PAGE = 20_000
"""Filled with a colour, as those are on which white letters may stand."""
MAXIMUM_LINES_OF_A_PAGE = 5_000
"""A page of a book has about 50, and a table a line a cell."""
MAXIMUM_LINES_IN_COLUMNS = 500
"""Looking for columns among more takes very long; they are read from the top to the bottom."""
MAXIMUM_SIDE_OF_A_PAGE = 4_000
"""In points; A0 has 2,384 by 3,370. pdfminer keeps a list for every 50 points of a page that something covers."""
SMALLEST_SIZE, LARGEST_SIZE = 4.0, 1_000.0
"""Of a letter, in points; what is smaller is not read by people, and what is larger is a picture."""
_INVISIBLE = (3, 7)
"""Modes of rendering that draw nothing."""
_IN_COLUMNS = LAParams(all_texts=True)
_FROM_THE_TOP = LAParams(all_texts=True, boxes_flow=None)
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

    def __init__(self, effort: Effort) -> None:
        """Begin a file."""
        resources = BoundedFonts(effort)
        self._device = _VisibleText(resources, effort)
        self._interpreter = PDFPageInterpreter(resources, self._device)

    def read(self, page: PDFPage) -> Page:
        """Return what a page shows."""
        self._interpreter.process_page(page)
        layout = self._device.layout
        boxes = (item for item in _all_within(layout) if isinstance(item, LTTextBox))
        return Page([lines for box in boxes if (lines := list(_lines(box, layout)))])


class _VisibleText(PDFLayoutAnalyzer):
    """Lay out the letters of a page that can be seen."""

    def __init__(self, resources: PDFResourceManager, effort: Effort) -> None:
        super().__init__(resources, laparams=_IN_COLUMNS)
        self.layout: LTPage
        self._effort = effort
        self._draws_nothing = False

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        self._letters = self._shapes = 0
        super().begin_page(page, ctm)
        side = max(self.cur_item.width, self.cur_item.height)
        self._ensure(round(side), MAXIMUM_SIDE_OF_A_PAGE, "points a side")

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        self._effort.go_on()  # a figure may hold figures, and each of them many
        super().begin_figure(name, bbox, matrix)

    def paint_path(self, gstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        if fill and not _is_white(gstate.ncolor):  # nothing stands on others
            self._shapes += 1
            self._ensure(self._shapes, MAXIMUM_SHAPES_OF_A_PAGE, "shapes")
            super().paint_path(gstate, stroke, fill, evenodd, path)

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
        self._ensure(self._letters, MAXIMUM_LETTERS_OF_A_PAGE, "letters")
        if self._draws_nothing:
            return font.char_width(cid) * fontsize * scaling
        return super().render_char(matrix, font, fontsize, scaling, rise, cid, ncs, graphicstate)

    def handle_undefined_char(self, font: PDFFont, cid: int) -> str:
        return ""  # a font that does not say which letter it draws

    def end_page(self, page: PDFPage) -> None:
        painted = [item for item in _all_within(self.cur_item) if isinstance(item, (LTCurve, LTImage))]
        self._drop_unseen(self.cur_item, self.cur_item, painted)
        lines = sum(_count_lines(item) for item in (self.cur_item, *_all_within(self.cur_item)))
        self._ensure(lines, MAXIMUM_LINES_OF_A_PAGE, "lines")
        self.laparams = _IN_COLUMNS if lines <= MAXIMUM_LINES_IN_COLUMNS else _FROM_THE_TOP
        super().end_page(page)

    def receive_layout(self, ltpage: LTPage) -> None:
        self.layout = ltpage

    def _drop_unseen(self, container: Any, page: LTComponent, painted: Sequence[LTComponent]) -> None:
        kept = []
        for item in container:
            self._effort.go_on()
            if isinstance(item, LTContainer):
                self._drop_unseen(item, page, painted)
            if not isinstance(item, LTChar) or _is_seen(item, page, painted):
                kept.append(item)
        container._objs = kept

    def _ensure(self, number: int, most: int, of_what: str) -> None:
        self._effort.go_on()
        if number > most:
            raise Refused("too_large", f"{self._effort.path} has a page with more than {most} {of_what}")


def _count_lines(container: Any) -> int:
    """Return how many lines pdfminer will find, each to be compared with all others."""
    letters = [item for item in container if isinstance(item, LTChar)] if isinstance(container, LTContainer) else []
    return sum(1 for _ in container.group_objects(_IN_COLUMNS, letters)) if letters else 0


def _is_seen(letter: LTChar, page: LTComponent, painted: Sequence[LTComponent]) -> bool:
    if not SMALLEST_SIZE <= letter.size <= LARGEST_SIZE or not page.is_hoverlap(letter) or not page.is_voverlap(letter):
        return False
    return not _is_white(letter.graphicstate.ncolor) or any(
        item.is_hoverlap(letter) and item.is_voverlap(letter) for item in painted
    )


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
