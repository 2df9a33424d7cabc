"""Pages of a list: how many at once, and a token that says where the next page begins."""

import base64
import json
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, TypeVar

from pydantic import Field

from shared.models.base import Record
from shared.store import Document, Place

from .problems import Problem, wrong_parameters

Item = TypeVar("Item")
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
    return wrong_parameters([("page_token", "use the next_page_token of an earlier answer as it is")])


def newest(
    query: PageQuery, by: str, is_id: Callable[[str], bool], find: Callable[[int, Place | None], list[Document]]
) -> tuple[list[Document], str | None]:
    """Return a page of documents, the newest by a time first, with the token of the next one.

    `find` returns so many documents from a place on; `is_id` tells whether a document can have an id.
    """
    before = _place_in_time(query.page_token, is_id) if query.page_token else None
    found = find(query.page_size + 1, before)
    shown, has_more = found[: query.page_size], len(found) > query.page_size
    return shown, token_of(shown[-1].fields[by].isoformat(), shown[-1].identifier) if has_more else None


def _place_in_time(token: str, is_id: Callable[[str], bool]) -> Place:
    text, identifier = place_of(token, parts=2)
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise bad_token() from error
    if at.tzinfo is None or not is_id(identifier):
        raise bad_token()
    return at, identifier


def sliced(items: Sequence[Item], query: PageQuery) -> tuple[Sequence[Item], str | None]:
    """Return a page of what is all at hand, with the token of the next one."""
    start = _start(query.page_token) if query.page_token else 0
    end = start + query.page_size
    return items[start:end], token_of(str(end)) if end < len(items) else None


def _start(token: str) -> int:
    [start] = place_of(token, parts=1)
    if not re.fullmatch(r"[0-9]{1,9}", start):
        raise bad_token()
    return int(start)
