"""The fonts of a PDF: ranges of codes are counted before pdfminer writes them out, code by code.

A few bytes may name billions of codes. What pdfminer would write them into is first replaced by what only counts.
"""

import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from typing import Any, BinaryIO

from pdfminer.cmapdb import CMapBase, CMapParser
from pdfminer.pdffont import PDFFont, TrueTypeFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1
from pdfminer.psparser import LIT

from .pdf_effort import Effort

_COMPOSITE = LIT("Type0")
_READ_FROM_THEIR_FILES = (LIT("CIDFontType0"), LIT("CIDFontType2"))
_NUMBERS_OF_A_RANGE = {"W": 3, "W2": 5}
"""The first and the last code, then the width; or the height and where it is written from."""


class BoundedFonts(PDFResourceManager):
    """Make the fonts of a file, each once, as long as they do not name too many codes."""

    def __init__(self, effort: Effort) -> None:
        super().__init__(caching=True)
        self._effort = effort

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """Return a font; raise `Refused` where all fonts together name too many codes."""
        if objid not in self._cached_fonts and spec.get("Subtype") is not _COMPOSITE:  # of which the parts come here
            spec = self._counted(spec)
        return super().get_font(objid, spec)

    def _counted(self, spec: Mapping[str, object]) -> Mapping[str, object]:
        """Count the codes of a font; return it with the widths that were counted, so that no others are read."""
        widths = {key: [resolve1(one) for one in list_value(spec[key])] for key in _NUMBERS_OF_A_RANGE if key in spec}
        for key, found in widths.items():
            for first, last in _ranges(found, _NUMBERS_OF_A_RANGE[key]):
                self._effort.count_codes(max(0, last - first + 1))
        letters = resolve1(spec.get("ToUnicode"))
        if isinstance(letters, PDFStream):
            CMapParser(_CountedLetters(self._effort), BytesIO(letters.get_data())).run()
        elif "ToUnicode" not in spec and spec.get("Subtype") in _READ_FROM_THEIR_FILES:
            self._count_file(dict_value(spec.get("FontDescriptor", {})))
        return {**spec, **widths}

    def _count_file(self, descriptor: Mapping[str, Any]) -> None:
        """Count the codes of a TrueType file; what is broken in it is found again by whoever reads it."""
        if isinstance(file := resolve1(descriptor.get("FontFile2")), PDFStream):
            with suppress(struct.error, AssertionError, TrueTypeFont.CMapNotFound):
                _CountedFile(file.get_data(), self._effort).create_unicode_map()


def _ranges(widths: list[Any], numbers_of_a_range: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges among widths; between them are codes, each with a list of widths from there on."""
    numbers: list[Any] = []
    for found in widths:
        if isinstance(found, list):
            numbers = []
        elif isinstance(found, (int, float)):
            numbers.append(found)
        if len(numbers) == numbers_of_a_range:
            yield numbers[0], numbers[1]
            numbers = []


class _CountedLetters(CMapBase):
    def __init__(self, effort: Effort) -> None:
        super().__init__()
        self._effort = effort

    def add_cid2unichr(self, cid: int, code: Any) -> None:
        self._effort.count_codes(1)


class _CountedCodes(dict[int, int]):
    def __init__(self, effort: Effort) -> None:
        super().__init__()
        self._effort = effort

    def __setitem__(self, code: int, letter: int) -> None:
        self._effort.count_codes(1)


class _CountedFile(TrueTypeFont):
    """Read the tables that hold ranges; of the others each code takes its bytes."""

    def __init__(self, content: bytes, effort: Effort) -> None:
        super().__init__("", BytesIO(content))
        self._effort = effort

    def parse_cmap_format_2(self, fp: BinaryIO, char2gid: dict[int, int]) -> None:
        super().parse_cmap_format_2(fp, _CountedCodes(self._effort))

    def parse_cmap_format_4(self, fp: BinaryIO, char2gid: dict[int, int]) -> None:
        super().parse_cmap_format_4(fp, _CountedCodes(self._effort))

    def parse_cmap_format_12(self, fp: BinaryIO, char2gid: dict[int, int]) -> None:
        super().parse_cmap_format_12(fp, _CountedCodes(self._effort))
