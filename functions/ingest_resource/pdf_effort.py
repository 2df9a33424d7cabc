"""How much of a PDF is read: what is small in a file may be large, and slow, when it is unpacked.

pdfminer unpacks a stream whole, however large it becomes. So its parser is handed streams that know where to stop.
"""

import time
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

from pdfminer.lzw import LZWDecoder
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import (
    LITERALS_ASCII85_DECODE,
    LITERALS_ASCIIHEX_DECODE,
    LITERALS_DCT_DECODE,
    LITERALS_FLATE_DECODE,
    LITERALS_LZW_DECODE,
    PDFStream,
    int_value,
)

from shared.errors import Refused

MAXIMUM_BYTES_OF_A_STREAM = 10_000_000
"""Unpacked. A page of a book has about 50,000."""
MAXIMUM_BYTES_READ = 100_000_000
"""Of all streams together, unpacked, each as often as it is read."""
MAXIMUM_CODES = 1_000_000
"""In the ranges of all fonts together. A font has 65,536 at most; careless programs name all of them, for each font."""
MAXIMUM_SECONDS = 120.0
"""Of the processor, however busy it is with other files; a book of 800 pages takes about one minute."""
_SHORTENING = (*LITERALS_ASCII85_DECODE, *LITERALS_ASCIIHEX_DECODE)
_AS_IT_IS = LITERALS_DCT_DECODE[0]
"""To pdfminer: what is in such a stream is not unpacked; only a predictor is applied to it."""
_ZLIB_HEADER = 2


class Effort:
    """Count what reading a file takes."""

    def __init__(self, path: str, seconds: Callable[[], float] = time.thread_time) -> None:
        """Start now; the file is named in messages."""
        self.path = path
        self._seconds = seconds
        self._ends_at = seconds() + MAXIMUM_SECONDS
        self._read = self._codes = 0

    def go_on(self) -> None:
        """Raise `Refused` where it has taken too long."""
        if self._seconds() > self._ends_at:
            reason = f"{self.path} takes too long to be read; split it, by chapters for example"
            raise Refused("too_long", reason)

    def count(self, size: int) -> None:
        """Count bytes that are about to be read; raise `Refused` where they are too many."""
        self.go_on()
        self._read += size
        if self._read > MAXIMUM_BYTES_READ:
            raise self.too_large()

    def count_codes(self, number: int) -> None:
        """Count codes of a font that are about to be written out; raise `Refused` where they are too many."""
        self._codes += number
        if self._codes > MAXIMUM_CODES:
            raise self.too_large()

    def too_large(self) -> Refused:
        """Return what is said of a file that unpacks to too much."""
        return Refused("too_large", f"{self.path} unpacks to more than can be read; split it, by chapters for example")


class BoundedParser(PDFParser):
    """Parse a PDF whose streams can be unpacked safely."""

    def __init__(self, content: bytes, effort: Effort) -> None:
        super().__init__(BytesIO(content))
        self._effort = effort

    def push(self, *objs: Any) -> None:
        """Take what was parsed, with its place."""
        super().push(*((place, bounded(found, self._effort)) for place, found in objs))


def bounded(found: Any, effort: Effort) -> Any:
    """Return what was parsed; a stream, so that it can be unpacked safely."""
    return _BoundedStream(found, effort) if isinstance(found, PDFStream) else found


class _BoundedStream(PDFStream):
    def __init__(self, found: PDFStream, effort: Effort) -> None:
        super().__init__(found.attrs, found.rawdata or b"", found.decipher)
        self._effort = effort

    def get_data(self) -> bytes:
        data = super().get_data()
        self._effort.count(len(data))
        return data

    def decode(self) -> None:
        data = self.rawdata or b""
        if self.decipher and self.objid is not None and self.genno is not None:
            data = self.decipher(self.objid, self.genno, data, self.attrs)
        for name, parameters in self.get_filters():
            data = self._unpacked(name, parameters or {}, data)
        self.data, self.rawdata = data, None

    def _unpacked(self, name: Any, parameters: Any, data: bytes) -> bytes:
        """Undo one filter; pdfminer does all that cannot make much of little, and names what it does not know."""
        if name in LITERALS_FLATE_DECODE:
            data, name = self._inflated(data), _AS_IT_IS
        elif name in LITERALS_LZW_DECODE:
            data, name = self._without_lzw(data), _AS_IT_IS
        elif name not in _SHORTENING:
            raise ValueError(f"text is not packed by {name!r}")
        self._ensure(int_value(parameters.get("Colors", 1)) * int_value(parameters.get("Columns", 1)))
        return PDFStream({"Filter": name, "DecodeParms": parameters}, data).get_data()

    def _inflated(self, data: bytes) -> bytes:
        """Return what was deflated, or nothing where it is broken; a wrong checksum at its end does not matter."""
        try:
            found = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data[_ZLIB_HEADER:], MAXIMUM_BYTES_OF_A_STREAM + 1)
        except zlib.error:
            return b""
        self._ensure(len(found))
        return found

    def _without_lzw(self, data: bytes) -> bytes:
        found = bytearray()
        for piece in LZWDecoder(BytesIO(data)).run():
            self._effort.go_on()
            found += piece
            self._ensure(len(found))
        return bytes(found)

    def _ensure(self, size: int) -> None:
        if size > MAXIMUM_BYTES_OF_A_STREAM:
            raise self._effort.too_large()
