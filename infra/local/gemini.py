"""The Gemini API in place of Vertex AI, for who has a key and no cloud project."""

from typing import Any

import grpc
import requests
from google.cloud import aiplatform_v1
from google.protobuf import json_format

from infra.local.grpc_service import Upstream

ADDRESS = "https://generativelanguage.googleapis.com/v1beta/models"
TIMEOUT_SECONDS = 170

_STATUS = {
    400: grpc.StatusCode.INVALID_ARGUMENT,
    401: grpc.StatusCode.UNAUTHENTICATED,
    403: grpc.StatusCode.PERMISSION_DENIED,
    404: grpc.StatusCode.NOT_FOUND,
    429: grpc.StatusCode.RESOURCE_EXHAUSTED,
}


def generate_content(request: Any, key: str, address: str = ADDRESS) -> Any:
    """Ask the Gemini API what Vertex AI was asked; raise `Upstream` with the matching status where it fails."""
    model = request.model.rsplit("/", 1)[-1]
    body = json_format.MessageToDict(request._pb)
    body.pop("model", None)
    address = f"{address}/{model}:generateContent"
    try:
        answer = requests.post(address, json=body, headers={"x-goog-api-key": key}, timeout=TIMEOUT_SECONDS)
    except requests.RequestException as error:
        raise Upstream(grpc.StatusCode.UNAVAILABLE, f"the Gemini API cannot be reached: {error}") from error
    if not answer.ok:
        status = _STATUS.get(answer.status_code, grpc.StatusCode.UNAVAILABLE)
        raise Upstream(status, f"the Gemini API answered {answer.status_code}: {_reason(answer)}")
    response = aiplatform_v1.GenerateContentResponse()
    json_format.ParseDict(answer.json(), response._pb, ignore_unknown_fields=True)
    return response


def _reason(answer: requests.Response) -> str:
    try:
        return str(answer.json()["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return str(answer.reason)
