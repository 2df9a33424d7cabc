import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import grpc
import pytest
from google.cloud import aiplatform_v1

from infra.local.gemini import generate_content
from infra.local.grpc_service import Upstream
from tests.fakes.downloads import Quiet, serving

ANSWER = {
    "candidates": [{"content": {"role": "model", "parts": [{"text": "{}"}]}, "finishReason": "STOP"}],
    "usageMetadata": {"promptTokenCount": 12, "candidatesTokenCount": 3, "someNewField": 1},
}


class FakeGemini(Quiet):
    """Answer every call with one status and body, and remember the calls."""

    status: ClassVar[int] = 200
    body: ClassVar[dict[str, Any]] = ANSWER
    calls: ClassVar[list[tuple[str, dict[str, str], dict[str, Any]]]] = []

    def do_POST(self) -> None:
        content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        type(self).calls.append((self.path, {k.lower(): v for k, v in self.headers.items()}, content))
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(json.dumps(self.body).encode())


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    FakeGemini.calls.clear()
    FakeGemini.status, FakeGemini.body = 200, ANSWER
    with serving(tmp_path, FakeGemini) as found:
        yield f"{found}/models"


REQUEST = aiplatform_v1.GenerateContentRequest(
    model="projects/p/locations/l/publishers/google/models/gemini-2.5-flash",
    contents=[{"role": "user", "parts": [{"text": "Explain gravity"}]}],
    generation_config={"response_mime_type": "application/json", "response_json_schema": {"type": "object"}},
)


def test_the_request_goes_on_with_the_key_in_a_header(address: str) -> None:
    response = generate_content(REQUEST, "secret", address)
    path, headers, body = FakeGemini.calls[0]
    assert path == "/models/gemini-2.5-flash:generateContent"
    assert headers["x-goog-api-key"] == "secret"
    assert body["contents"][0]["parts"] == [{"text": "Explain gravity"}]
    assert body["generationConfig"]["responseJsonSchema"] == {"type": "object"}
    assert "model" not in body
    assert response.candidates[0].content.parts[0].text == "{}"
    assert response.usage_metadata.prompt_token_count == 12


@pytest.mark.parametrize(
    ("http_status", "grpc_status"),
    [
        (400, grpc.StatusCode.INVALID_ARGUMENT),
        (403, grpc.StatusCode.PERMISSION_DENIED),
        (429, grpc.StatusCode.RESOURCE_EXHAUSTED),
        (503, grpc.StatusCode.UNAVAILABLE),
    ],
)
def test_an_error_becomes_the_status_that_vertex_would_give(
    address: str, http_status: int, grpc_status: grpc.StatusCode
) -> None:
    FakeGemini.status, FakeGemini.body = http_status, {"error": {"message": "no more"}}
    with pytest.raises(Upstream, match="no more") as caught:
        generate_content(REQUEST, "secret", address)
    assert caught.value.status is grpc_status
    assert "secret" not in str(caught.value)


def test_a_service_that_is_away_is_unavailable() -> None:
    with pytest.raises(Upstream) as caught:
        generate_content(REQUEST, "secret", "http://127.0.0.1:9/models")
    assert caught.value.status is grpc.StatusCode.UNAVAILABLE
