"""Vividly's HTTP API, as the commands call it."""

import json
import os
import urllib.error
import urllib.request
from typing import Any

from infra.operate.failure import Failure

TIMEOUT_SECONDS = 60


def submit(api: str, question: dict[str, Any]) -> str:
    """Ask for a lesson and return the request's id; raise `Failure` with what the API says."""
    request = urllib.request.Request(  # noqa: S310 - the address is the stack's own or the operator's
        f"{api}/v1/content-requests",
        data=json.dumps(question).encode(),
        headers={"Content-Type": "application/json"} | _identity(),
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - as above
            return str(json.load(answer)["request_id"])
    except urllib.error.HTTPError as error:
        raise Failure(explain(error.read()) or f"{api} answered {error.code}", 2) from error
    except (urllib.error.URLError, TimeoutError, ValueError, KeyError) as error:
        raise Failure(f"{api} does not answer as Vividly does: {error}") from error


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
