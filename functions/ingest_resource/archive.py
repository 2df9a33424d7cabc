"""Zip files that strangers packed: nothing is unpacked to a disk, and no more is read than may be."""

import posixpath
import zipfile
from io import BytesIO
from urllib.parse import unquote

from shared.errors import Refused

MAXIMUM_FILES = 10_000
MAXIMUM_BYTES_OF_A_FILE = 5_000_000
MAXIMUM_BYTES_READ = 40_000_000
"""Of all files together, unpacked. A bomb says that it is small; only what comes out counts."""
_ENCRYPTED = 0x1


class Archive:
    """Read files of a zip by their names."""

    def __init__(self, content: bytes, path: str) -> None:
        """Open a zip; raise `Refused` where it is broken or holds too many files."""
        self.path = path
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise Refused("broken_zip", f"{path} is not a zip file that can be read: {error}") from error
        if len(self._zip.infolist()) > MAXIMUM_FILES:
            raise Refused("too_large", f"{path} holds more than {MAXIMUM_FILES} files")

    def has(self, name: str) -> bool:
        """Return whether there is a file of this name."""
        return name in self._zip.NameToInfo

    def read(self, name: str) -> bytes:
        """Return a file; raise `Refused` where it is missing, encrypted, broken or too large."""
        if not self.has(name):
            raise Refused("broken_zip", f"{self.path} names {name}, which is not in it")
        entry = self._zip.getinfo(name)
        if entry.flag_bits & _ENCRYPTED:
            raise Refused("encrypted", f"{self.path} is encrypted; save it without a password")
        try:
            with self._zip.open(entry) as file:
                content = file.read(MAXIMUM_BYTES_OF_A_FILE + 1)
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as error:
            raise Refused("broken_zip", f"{name} in {self.path} cannot be unpacked: {error}") from error
        except Exception as error:  # zlib, lzma and bz2 have errors of their own, without one above them
            raise Refused("broken_zip", f"{name} in {self.path} cannot be unpacked: {type(error).__name__}") from error
        self._read += len(content)
        if len(content) > MAXIMUM_BYTES_OF_A_FILE or self._read > MAXIMUM_BYTES_READ:
            raise Refused("too_large", f"{self.path} unpacks to more than can be read")
        return content


def resolved(base: str, reference: str) -> str:
    """Return the name of the file that another one refers to; a way out of the archive leads nowhere in it."""
    target = unquote(reference.split("#")[0].split("?")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), target)).lstrip("/")
