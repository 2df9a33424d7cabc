"""Accept a question over HTTP, and answer where its lesson stands."""

import functions_framework
from flask import Request, Response

from shared.cloud import connect

from .answering import answer


@functions_framework.http
def submit_request(request: Request) -> Response:
    """Answer the API and the student's page."""
    return answer(request, lambda: connect("submit_request"))
