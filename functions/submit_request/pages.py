"""The student's page: a few files, sent with headers that let it do what it needs and nothing else."""

from http import HTTPStatus
from pathlib import Path

from flask import Request, Response

from . import media
from .problems import Problem

TYPES = {"html": "text/html", "js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
FILES = {"/": "index.html", "/app.js": "app.js", "/style.css": "style.css", "/icon.svg": "icon.svg"}


def answer(request: Request) -> Response:
    """Return the file at a request's path, or say that it has not changed; raise `Problem` for another method."""
    if request.method not in ("GET", "HEAD"):
        raise Problem(HTTPStatus.METHOD_NOT_ALLOWED, "This address answers GET, HEAD only.", allow="GET, HEAD")
    found = page(request.path)
    found.make_conditional(request)
    return found


def page(path: str) -> Response:
    """Return one of `FILES`."""
    name = FILES[path]
    answer = Response((_folder() / name).read_bytes(), mimetype=TYPES[name.rsplit(".", 1)[-1]])
    answer.headers["Content-Security-Policy"] = policy(media.origin())
    answer.headers["Cache-Control"] = "no-cache"  # asked for again each time, and sent again only when it changed
    answer.add_etag()
    return answer


def policy(origin: str) -> str:
    """Return the policy of a page whose lessons are served from another origin."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' {origin}",
            f"media-src {origin}",
            f"connect-src 'self' {origin}",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def _folder() -> Path:
    """Return the folder of the page: beside this module in a deployed bundle, else at the root of the repository."""
    here = Path(__file__).parent
    places = [here / "web", here.parent.parent / "web"]
    return next(place for place in places if place.is_dir())
