"""The pages: a few files, sent compressed, with headers that let them do what they need and nothing else."""

import gzip
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from flask import Request, Response

from . import media
from .problems import Problem

PAGES = {"/": "index.html", "/teacher": "teacher.html"}
TYPES = {
    "html": "text/html",
    "js": "text/javascript",
    "css": "text/css",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",  # compressed already
}
# Asked for again each time, and sent again only when it changed. What is in a font never does.
CACHE = {"woff2": "public, max-age=604800"}


@cache
def files() -> Mapping[str, str]:
    """Return which file is at which path: pages have names of their own, all else has that of its file."""
    folder = _folder()
    names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*"))]
    return PAGES | {f"/{name}": name for name in names if _kind(name) in TYPES.keys() - {"html"}}


def answer(request: Request) -> Response:
    """Return the file at a request's path, or say that it has not changed; raise `Problem` for another method."""
    if request.method not in ("GET", "HEAD"):
        raise Problem("method_not_allowed", "This address answers GET, HEAD only.", headers={"Allow": "GET, HEAD"})
    found = page(request.path, request.accept_encodings.quality("gzip") > 0)
    found.make_conditional(request)
    return found


def page(path: str, takes_gzip: bool = False) -> Response:
    """Return one of `files`."""
    name = files()[path]
    kind = _kind(name)
    is_smaller = takes_gzip and kind != "woff2"
    found = Response(_content(name, is_smaller), mimetype=TYPES[kind])
    if is_smaller:
        found.headers["Content-Encoding"] = "gzip"
    found.headers["Vary"] = "Accept-Encoding"
    found.headers["Content-Security-Policy"] = policy(media.origin())
    found.headers["Cache-Control"] = CACHE.get(kind, "no-cache")
    found.add_etag()
    return found


def policy(origin: str) -> str:
    """Return the policy of a page whose lessons are served from another origin."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "font-src 'self'",
            f"img-src 'self' {origin}",
            f"media-src {origin}",
            f"connect-src 'self' {origin}",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


@cache
def _content(name: str, is_compressed: bool) -> bytes:
    content = (_folder() / name).read_bytes()
    return gzip.compress(content, mtime=0) if is_compressed else content  # without a time, so that the ETag stays


def _kind(name: str) -> str:
    return name.rsplit(".", 1)[-1]


def _folder() -> Path:
    """Return the folder of the pages: beside this module in a deployed bundle, else at the root of the repository."""
    here = Path(__file__).parent
    places = [here / "web", here.parent.parent / "web"]
    return next(place for place in places if place.is_dir())
