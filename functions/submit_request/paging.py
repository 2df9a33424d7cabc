"""Pages of a list: how many at once, and a token that says where the next page begins."""

import base64
import json
from http import HTTPStatus
from typing import Annotated

from pydantic import Field

from shared.models.base import Record

from .problems import Problem

Token = Annotated[str, Field(max_length=500, description="The `next_page_token` of the page before.")]


class PageQuery(Record):
    """Ask for a page."""

    page_size: Annotated[int, Field(ge=1, le=100)] = 20
    page_token: Token | None = None


def token_of(*place: str) -> str:
    """Return the token of a place in a list."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def place_of(token: str, parts: int) -> list[str]:
    """Return the place that a token names, in so many parts; raise `Problem` for one that was not given out."""
    try:
        padded = token + "=" * (-len(token) % 4)
        place = json.loads(base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True))
    except (ValueError, RecursionError):
        place = None
    if not (isinstance(place, list) and len(place) == parts and all(isinstance(part, str) for part in place)):
        raise bad_token()
    return place


def bad_token() -> Problem:
    """Return what is said to a token that was not given out."""
    errors = (("page_token", "use the next_page_token of an earlier answer as it is"),)
    detail = "Please correct these parameters or headers: page_token."
    return Problem(HTTPStatus.BAD_REQUEST, detail, "wrong_parameters", errors)
