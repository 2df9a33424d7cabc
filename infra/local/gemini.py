"""The Gemini API in place of Vertex AI, for who has a key and no cloud project."""

import json
import urllib.error
import urllib.request
from typing import Any

import grpc
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
    call = urllib.request.Request(  # the address is a constant, but for tests
        f"{address}/{model}:generateContent",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "x-goog-api-key": key},
    )
    try:
        with urllib.request.urlopen(call, timeout=TIMEOUT_SECONDS) as answer:  # as above
            found = json.load(answer)
    except urllib.error.HTTPError as error:
        status = _STATUS.get(error.code, grpc.StatusCode.UNAVAILABLE)
        raise Upstream(status, f"the Gemini API answered {error.code}: {_reason(error)}") from error
    except OSError as error:
        raise Upstream(grpc.StatusCode.UNAVAILABLE, f"the Gemini API cannot be reached: {error}") from error
    response = aiplatform_v1.GenerateContentResponse()
    json_format.ParseDict(found, response._pb, ignore_unknown_fields=True)
    return response


def _reason(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.load(error)["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return str(error.reason)
