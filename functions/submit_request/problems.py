"""Problems, as RFC 9457 describes them: each error is JSON that a program reads and a sentence that a person does."""

import json
from dataclasses import dataclass
from http import HTTPStatus

from flask import Response


@dataclass(eq=False)
class Problem(Exception):
    """Say why a request got no answer, to the one who asked."""

    status: HTTPStatus
    detail: str
    code: str | None = None
    """Stable and for programs; None where the status says it all."""
    errors: tuple[tuple[str, str], ...] = ()
    """Each wrong field with the reason."""
    allow: str | None = None
    """The methods that would have been right."""
    retry_after_seconds: int | None = None
    challenge: str | None = None
    """What to prove who one is with."""

    def response(self) -> Response:
        """Return the problem as an answer."""
        code = self.code or self.status.name.lower()
        body: dict[str, object] = {
            "type": f"/problems/{self.code}" if self.code else "about:blank",
            "title": self.status.phrase,
            "status": self.status.value,
            "detail": self.detail,
            "code": code,
        }
        if self.errors:
            body["errors"] = [{"field": field, "message": message} for field, message in self.errors]
        answer = Response(json.dumps(body), self.status.value, mimetype="application/problem+json")
        if self.allow:
            answer.headers["Allow"] = self.allow
        if self.challenge:
            answer.headers["WWW-Authenticate"] = self.challenge
        if self.retry_after_seconds is not None:
            answer.headers["Retry-After"] = str(self.retry_after_seconds)
        return answer
