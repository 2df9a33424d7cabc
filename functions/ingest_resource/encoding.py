"""From bytes to text, whatever they were written in."""

import codecs
import re
from collections.abc import Iterator
from itertools import islice

from shared.errors import Refused

_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_DECLARED = re.compile(rb"(?:encoding|charset)\s*=\s*[\"']?([A-Za-z0-9._-]+)", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
MAXIMUM_CONTROL_SHARE = 0.001
"""Of the characters: text holds no more control characters than a stray one."""


def decode(content: bytes, path: str) -> str:
    """Return the text of a file: by its byte order mark, as UTF-8, as it declares, or as it looks.

    Raises `Refused` where it is no text.
    """
    decoded = (_decoded(content, encoding) for encoding in _likely(content))
    text = next(filter(None, decoded), None) or _guessed(content)
    if text is None or len(_CONTROL.findall(text)) > max(1, len(text) * MAXIMUM_CONTROL_SHARE):
        raise Refused("not_text", f"{path} is not text that can be read; save it as UTF-8")
    return _CONTROL.sub("", text).removeprefix("\ufeff")


def _likely(content: bytes) -> Iterator[str]:
    yield from islice((name for mark, name in _MARKS if content.startswith(mark)), 1)
    yield "utf-8"
    if found := _DECLARED.search(content[:2048]):
        yield found[1].decode("ascii")


def _guessed(content: bytes) -> str | None:
    from charset_normalizer import from_bytes

    found = from_bytes(content).best()
    return str(found) if found else None


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None
