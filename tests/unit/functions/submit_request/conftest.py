import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask, Response, request

from functions.submit_request.routes import answer
from shared import documents
from shared.models.request import ContentRecord, ContentRequest
from shared.models.work import OutgoingMessage, WorkKey

NOW = datetime(2026, 1, 1, tzinfo=UTC)


class FakeLedger:
    def __init__(self) -> None:
        self.records: dict[str, dict[str, Any]] = {}
        self.messages: list[OutgoingMessage] = []
        self.sent: list[WorkKey] = []

    def accept(self, asked: ContentRequest, origin: str, message: OutgoingMessage) -> bool:
        if known := self.records.get(asked.request_id):
            documents.ensure_same(known, asked)
            return False
        self.records[asked.request_id] = documents.new_record(asked, origin, NOW, timedelta(hours=1))
        self.messages.append(message)
        return True

    def mark_sent(self, key: WorkKey) -> None:
        self.sent.append(key)

    def read(self, request_id: str) -> ContentRecord | None:
        fields = self.records.get(request_id)
        return documents.record_of(fields) if fields else None


class FakePublisher:
    def __init__(self) -> None:
        self.published: list[OutgoingMessage] = []
        self.error: Exception | None = None

    def publish(self, messages: list[OutgoingMessage]) -> None:
        if self.error:
            raise self.error
        self.published += messages


class FakeCloud:
    def __init__(self) -> None:
        self.ledger = FakeLedger()
        self.publisher = FakePublisher()


@pytest.fixture
def cloud() -> FakeCloud:
    return FakeCloud()


@pytest.fixture
def call(cloud: FakeCloud) -> Callable[..., Response]:
    """Call the API: a method, a path, and what flask's test_request_context takes."""
    application = Flask("test")

    def calls(method: str, path: str, **options: Any) -> Response:
        with application.test_request_context(path, method=method, **options):
            return answer(request, lambda: cloud)  # type: ignore[arg-type, return-value]

    return calls


@pytest.fixture
def ask(call: Callable[..., Response]) -> Callable[..., Response]:
    """Ask for a lesson; None leaves a field out."""

    def asks(**changes: Any) -> Response:
        fields = {
            "request_id": "r-1",
            "student_id": "s-1",
            "student_query": "Why is the sky blue?",
            "grade_level": "8",
            "duration_minutes": 3,
        }
        body = {name: value for name, value in (fields | changes).items() if value is not None}
        return call("POST", "/v1/content-requests", data=json.dumps(body), content_type="application/json")

    return asks
