"""From the body of an HTTP request to a checked model, with a problem for whatever is wrong."""

import json
import sys
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Request
from pydantic import BaseModel, ValidationError

from shared import messages

from .problems import Problem, wrong_fields

MOST_BYTES = 16 * 1024
PIECE_BYTES = 64 * 1024

Body = TypeVar("Body", bound=BaseModel)


def received(request: Request) -> bytes:
    """Read a request's body to its end, but keep no more of it than shows that it is too large.

    functions-framework reads what is left when the answer is made, and fails where that is more than its own limit.
    """
    request.max_content_length = sys.maxsize
    kept = bytearray()
    while piece := request.stream.read(PIECE_BYTES):
        if len(kept) <= MOST_BYTES:
            kept += piece
    return bytes(kept)


def checked(mimetype: str, body: bytes, model: type[Body]) -> Body:
    """Read a body; raise `Problem` naming each wrong field."""
    try:
        return model.model_validate(_document(mimetype, body))
    except ValidationError as error:
        raise wrong_fields(messages.wrong_fields(error)) from error


def _document(mimetype: str, body: bytes) -> dict[str, Any]:
    if mimetype != "application/json":
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Please send JSON, with Content-Type: application/json.")
    if len(body) > MOST_BYTES:
        detail = f"The body is larger than {MOST_BYTES // 1024} KiB."
        raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail, "too_large")
    try:
        found = json.loads(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _bad(f"The body is not UTF-8: byte {error.start} cannot be read.", "not_utf8") from error
    except (ValueError, RecursionError) as error:
        raise _bad("The body is not JSON.", "not_json") from error
    if not isinstance(found, dict):
        raise _bad("The body must be a JSON object with the fields of the request.", "not_an_object")
    return found


def _bad(detail: str, code: str) -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, detail, code)
