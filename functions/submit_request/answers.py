"""What the API answers, and how it is written."""

from http import HTTPStatus
from typing import Any

from flask import Response
from pydantic import BaseModel

from shared.store import Fields


def json_of(document: BaseModel, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """Return a document as an answer; what is not there is left out."""
    return Response(document.model_dump_json(exclude_none=True), status.value, mimetype="application/json")


def told(fields: Fields, model: type[BaseModel]) -> dict[str, Any]:
    """Return, of a stored document, what a model knows and what is there."""
    return {name: fields[name] for name in model.model_fields if fields.get(name) is not None}


def link(request_id: str) -> str:
    """Return the path that tells where a request stands."""
    return f"/v1/content-requests/{request_id}"


def page(request_id: str) -> str:
    """Return the path of the student's page that follows a request."""
    return f"/#{request_id}"
