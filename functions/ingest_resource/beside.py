"""What lies beside a resource and says something of it.

about.yaml               for all files in its folder and below
NAME.EXTENSION.about.yaml   for one file; wins over what the file says itself
*.collection.xml         an OpenStax book: in a folder above its modules, or in a folder `collections` there

What is nearest is believed first: the file's own about.yaml, the file, its book, then the folders from the inside out.
"""

from dataclasses import dataclass
from pathlib import PurePosixPath
from posixpath import dirname, join
from typing import Protocol

from shared.formats import NAMES_OF_NO_RESOURCE

from .about import About, read_about
from .collection import FOLDER, SUFFIX, module_id_of, read_collection
from .encoding import decode

ABOUT = "about.yaml"
MODULE = ".cnxml"
_NO_RESOURCE = tuple(
    ".png .jpg .jpeg .gif .svg .webp .tif .tiff .bmp .ico .css .js .json .map .woff .woff2 .ttf .otf .mp3 .mp4 .webm "
    ".ogg .wav .vtt .srt".split()
)


class Store(Protocol):
    """Be the bucket, as far as it is needed here."""

    def read_if_there(self, path: str) -> bytes | None:
        """Return an object's content, or None where it is not there."""

    def names(self, folder: str) -> list[str]:
        """Return the paths of the objects directly in a folder."""

    def names_below(self, folder: str) -> list[str]:
        """Return the paths of the objects in a folder and below."""


@dataclass(frozen=True)
class Beside:
    """Hold what other files say of a resource."""

    of_file: About
    """Said of this one file: believed before the file."""
    around: About
    """Said of its book and its folders: believed after the file."""


NOTHING_BESIDE = Beside(About(), About())


def look_beside(path: str, store: Store) -> Beside:
    """Return what lies beside a resource; raise `Refused` where it cannot be read."""
    of_file = _about_at(f"{path}.{ABOUT}", store)
    around = (_about_in_book(path, store) if path.endswith(MODULE) else None) or About()
    for folder in _folders_above(path):
        around = around.completed_by(_about_at(join(folder, ABOUT), store))
    return Beside(of_file, around)


def says_something_of_others(path: str) -> bool:
    """Return whether a file is no resource itself and says something of others."""
    name = PurePosixPath(path).name
    return name == ABOUT or name.endswith((f".{ABOUT}", SUFFIX))


def is_no_resource(path: str) -> bool:
    """Return whether a file belongs to a resource and cannot be one: pictures, styles, a licence's text."""
    name = PurePosixPath(path).name.lower()
    bare = name.removesuffix(".md").removesuffix(".txt")
    is_hidden = path.endswith("/") or name.startswith(".")
    return is_hidden or name.endswith(_NO_RESOURCE) or bare in NAMES_OF_NO_RESOURCE


def resources_beside(path: str, store: Store) -> list[str]:
    """Return the paths of the resources that a file says something of, in order."""
    name, folder = PurePosixPath(path).name, dirname(path)
    if name != ABOUT and name.endswith(f".{ABOUT}"):
        return [found for found in store.names(folder) if f"{found}.{ABOUT}" == path]
    if name.endswith(SUFFIX):
        book = dirname(folder) if PurePosixPath(folder).name == FOLDER else folder
        return [found for found in store.names_below(book) if found.endswith(MODULE)]
    below = store.names_below(folder)
    return [found for found in below if not says_something_of_others(found) and not is_no_resource(found)]


def ensure_readable(path: str, content: bytes) -> None:
    """Raise `Refused` where a file that says something of others cannot be read."""
    if path.endswith(SUFFIX):
        read_collection(content, path)
    else:
        read_about(decode(content, path), path)


def _about_in_book(path: str, store: Store) -> About | None:
    module = module_id_of(path)
    for folder in _folders_above(path):
        for name in [*store.names(folder), *store.names(join(folder, FOLDER))]:
            content = store.read_if_there(name) if name.endswith(SUFFIX) else None
            about = read_collection(content, name).about_module(module) if content is not None else None
            if about:
                return about
    return None


def _about_at(path: str, store: Store) -> About:
    content = store.read_if_there(path)
    return read_about(decode(content, path), path) if content is not None else About()


def _folders_above(path: str) -> list[str]:
    """Return the folders that a file lies in, the innermost first; `""` is the bucket itself."""
    return ["" if str(folder) == "." else str(folder) for folder in PurePosixPath(path).parents]
