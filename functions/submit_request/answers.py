"""What the API answers, and how it is written."""

from http import HTTPStatus

from flask import Response
from pydantic import BaseModel


def json_of(document: BaseModel, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """Return a document as an answer; what is not there is left out."""
    return Response(document.model_dump_json(exclude_none=True), status.value, mimetype="application/json")


def link(request_id: str) -> str:
    """Return the path that tells where a request stands."""
    return f"/v1/content-requests/{request_id}"


def page(request_id: str) -> str:
    """Return the path of the student's page that follows a request."""
    return f"/#{request_id}"
