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

from .problems import wrong_parameters

Item = TypeVar("Item")
Parsed = TypeVar("Parsed")
DOCUMENT_ID = r"[A-Za-z0-9][A-Za-z0-9._-]{0,1023}"
"""What an id of a document is made of; a resource's may be that long, as its path is."""
Token = Annotated[str, Field(max_length=500, description="The `next_page_token` of the page before.")]


class PageQuery(Record):
    """Ask for a page."""

    page_size: Annotated[int, Field(ge=1, le=100)] = 20
    page_token: Token | None = None


class LongPageQuery(PageQuery):
    """Ask for a page of what is small."""

    page_size: Annotated[int, Field(ge=1, le=1_000)] = 200


def newest(
    query: PageQuery, by: str, find: Callable[[int, Place | None], list[Document]]
) -> tuple[list[Document], str | None]:
    """Return a page of documents, the newest by a time first, with the token of the next one.

    `find` returns so many documents from a place on.
    """
    found = find(query.page_size + 1, place_of(query.page_token, _time_and_id) if query.page_token else None)
    shown, has_more = found[: query.page_size], len(found) > query.page_size
    return shown, token_of(shown[-1].fields[by].isoformat(), shown[-1].identifier) if has_more else None


def sliced(items: Sequence[Item], query: PageQuery) -> tuple[Sequence[Item], str | None]:
    """Return a page of what is all at hand, with the token of the next one."""
    start = place_of(query.page_token, _index) if query.page_token else 0
    end = start + query.page_size
    return items[start:end], token_of(str(end)) if end < len(items) else None


def token_of(*place: str) -> str:
    """Return the token of a place in a list."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def place_of(token: str, parse: Callable[..., Parsed]) -> Parsed:
    """Return the place that a token names, parsed from its parts; raise `Problem` for one that was not given out."""
    try:
        padded = token + "=" * (-len(token) % 4)
        return parse(*json.loads(base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True)))
    except (ValueError, TypeError, RecursionError) as error:
        raise wrong_parameters([("page_token", "use the next_page_token of an earlier answer as it is")]) from error


def is_document_id(text: str) -> bool:
    """Tell whether a document can have this id; Firestore fails on some others rather than finding nothing."""
    return re.fullmatch(DOCUMENT_ID, text) is not None


def _time_and_id(time: str, identifier: str) -> Place:
    at = datetime.fromisoformat(time)
    if at.tzinfo is None or not is_document_id(identifier):
        raise ValueError("not of a document")
    return at, identifier


def _index(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ValueError("not an index")
    return int(text)
