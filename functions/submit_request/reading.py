"""From what a caller sends to checked models, with a problem for whatever is wrong."""

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask import Request
from pydantic import BaseModel, ValidationError

from .advice import advice
from .problems import Problem, wrong_fields, wrong_parameters

MOST_BYTES = 16 * 1024
PIECE_BYTES = 64 * 1024

Model = TypeVar("Model", bound=BaseModel)


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


def body_of(mimetype: str, body: bytes, model: type[Model]) -> Model:
    """Read a body; raise `Problem` naming each wrong field."""
    return _checked(_document(mimetype, body), model, wrong_fields)


def query_of(request: Request, model: type[Model]) -> Model:
    """Read what stands after the `?` of an address; raise `Problem` naming each wrong parameter."""
    repeated = [(name, "give it once") for name, values in request.args.lists() if len(values) > 1]
    if repeated:
        raise wrong_parameters(repeated)
    return _checked(request.args.to_dict(), model, wrong_parameters)


def headers_of(request: Request, model: type[Model]) -> Model:
    """Read those headers that a model knows, by the aliases of its fields; raise `Problem` naming each wrong one."""
    names = [field.alias for field in model.model_fields.values() if field.alias]
    given = {name: request.headers[name] for name in names if name in request.headers}
    return _checked(given, model, wrong_parameters)


def _checked(
    given: Mapping[str, Any], model: type[Model], problem_of: Callable[[list[tuple[str, str]]], Problem]
) -> Model:
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise problem_of(advice(error)) from error


def _document(mimetype: str, body: bytes) -> dict[str, Any]:
    if mimetype != "application/json":
        raise Problem("unsupported_media_type", "Please send JSON, with Content-Type: application/json.")
    if len(body) > MOST_BYTES:
        raise Problem("too_large", f"The body is larger than {MOST_BYTES // 1024} KiB.")
    try:
        found = json.loads(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Problem("not_utf8", f"The body is not UTF-8: byte {error.start} cannot be read.") from error
    except (ValueError, RecursionError) as error:
        raise Problem("not_json", "The body is not JSON.") from error
    if not isinstance(found, dict):
        raise Problem("not_an_object", "The body must be a JSON object with the fields of the request.")
    return found
