"""Vividly's HTTP API, as the commands call it."""

import json
import os
from typing import Any

import requests

from infra.operate.failure import Failure

TIMEOUT_SECONDS = 60


def submit(api: str, question: dict[str, Any]) -> str:
    """Ask for a lesson and return the request's id; raise `Failure` with what the API says."""
    address = f"{api}/v1/content-requests"
    try:
        answer = requests.post(address, json=question, headers=_identity(), timeout=TIMEOUT_SECONDS)
        if answer.ok:
            return str(answer.json()["request_id"])
    except (requests.RequestException, KeyError, TypeError) as error:
        raise Failure(f"{api} does not answer as Vividly does: {error}") from error
    raise Failure(explain(answer.content) or f"{api} answered {answer.status_code}", 2)


def _identity() -> dict[str, str]:
    """Return what says who calls, where the API asks for it."""
    key = os.environ.get("VIVIDLY_API_KEY")
    return {"X-API-Key": key} if key else {}


def explain(body: bytes) -> str:
    """Return the sentences of a problem, or nothing where it is none."""
    try:
        problem = json.loads(body)
        errors = [f"  {error['field']}: {error['message']}" for error in problem.get("errors", [])]
        return "\n".join([str(problem["detail"]), *errors])
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""
