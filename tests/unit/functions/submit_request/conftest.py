import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, Response, request

from functions.submit_request.answering import answer
from tests.fakes.cloud import InProcessCloud
from tests.unit.examples import QUESTION


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> InProcessCloud:
    """Return a cloud that asks nobody who they are, which is for emulators only."""
    monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", "127.0.0.1:1")
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", "http://127.0.0.1:9000")
    return InProcessCloud(identity="off", maximum_open_requests_a_student=3)


@pytest.fixture
def call(cloud: InProcessCloud) -> Callable[..., Response]:
    """Call the API: a method, a path, and what flask's test_request_context takes."""
    application = Flask("test")

    def calls(method: str, path: str, **options: Any) -> Response:
        with application.test_request_context(path, method=method, **options):
            return answer(request, lambda: cloud)

    return calls


@pytest.fixture
def ask(call: Callable[..., Response]) -> Callable[..., Response]:
    """Ask for a lesson; None leaves a field out."""

    def asks(headers: dict[str, str] | None = None, **changes: Any) -> Response:
        fields = QUESTION | {"student_query": "Why is the sky blue?"} | changes
        body = json.dumps({name: value for name, value in fields.items() if value is not None})
        return call("POST", "/v1/content-requests", data=body, content_type="application/json", headers=headers)

    return asks
