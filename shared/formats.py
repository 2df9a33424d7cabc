"""The formats of resources: how a file shows which it is, and how large it may be."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from shared.errors import Refused


@dataclass(frozen=True)
class Format:
    """Name a format; the first content type is its usual one."""

    name: str
    suffixes: tuple[str, ...]
    content_types: tuple[str, ...]
    maximum_bytes: int


FORMATS = (
    Format("Markdown", (".md", ".markdown"), ("text/markdown", "text/x-markdown"), 2_000_000),
    Format("CNXML", (".cnxml",), ("application/x-cnxml+xml",), 5_000_000),
    Format("HTML", (".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml"), 5_000_000),
    Format("plain text", (".txt", ".text"), ("text/plain",), 2_000_000),
    Format("PDF", (".pdf",), ("application/pdf",), 50_000_000),
    Format("EPUB", (".epub",), ("application/epub+zip",), 50_000_000),
)

ENDINGS = ", ".join(known.suffixes[0] for known in FORMATS)
NAMES_OF_NO_RESOURCE = "license licence copying readme attribution notice changelog contributing".split()
"""What lies beside resources under such a name is none, whatever its ending."""


def is_named_after_no_resource(path: str) -> bool:
    """Tell whether a file has one of `NAMES_OF_NO_RESOURCE`."""
    return PurePosixPath(path).stem.lower() in NAMES_OF_NO_RESOURCE


def format_of(path: str, content_type: str = "") -> Format:
    """Return the format of a file, by its name or else by its content type; raise `Refused` where it is not known."""
    name = PurePosixPath(path).name.lower()
    by_name = (known for known in FORMATS if name.endswith(known.suffixes))
    media_type = content_type.split(";")[0].strip().lower()
    by_type = (known for known in FORMATS if media_type in known.content_types)
    found = next(by_name, None) or next(by_type, None)
    if found is None:
        raise Refused("unknown_format", f"{path} is of no format that can be read; its name must end with {ENDINGS}")
    return found


def ensure_size(known: Format, path: str, size: int) -> None:
    """Raise `Refused` where a file of `size` bytes is larger than its format may be."""
    if size > known.maximum_bytes:
        raise Refused(
            "too_large", f"{path} has {size} bytes; of {known.name} at most {known.maximum_bytes} bytes are read"
        )
