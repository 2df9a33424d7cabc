"""The function as it is deployed, asking who calls: its own process, real tokens, real Firestore."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from rich.console import Console

from infra.operate import keys as commands
from infra.operate.api import TIMEOUT_SECONDS
from tests.stacks import MOST_A_DAY, School, connected

pytestmark = pytest.mark.integration

Call = Callable[..., requests.Response]
QUESTION = {"student_query": "Why is the sky blue?", "grade_level": "8", "duration_minutes": 1}


@pytest.fixture
def call(school: School) -> Call:
    def calls(method: str, path: str, headers: dict[str, str], body: dict[str, Any] | None = None) -> requests.Response:
        return requests.request(method, school.api.page + path, headers=headers, json=body, timeout=TIMEOUT_SECONDS)

    return calls


def test_a_student_asks_within_their_limit_and_sees_their_own(call: Call, school: School) -> None:
    grace, alan = ({"Authorization": f"Bearer {school.issuer.token(sub)}"} for sub in ("grace", "alan"))
    answer = call("POST", "/v1/content-requests", {}, QUESTION)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="vividly"')
    with ThreadPoolExecutor(12) as threads:
        answers = list(threads.map(lambda _: call("POST", "/v1/content-requests", grace, QUESTION), range(12)))
    accepted = [answer for answer in answers if answer.status_code == 202]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert (len(accepted), len(refused)) == (MOST_A_DAY, 12 - MOST_A_DAY)
    for answer in refused:
        assert answer.json()["code"] == "student_daily_limit"
        assert 1 <= int(answer.headers["Retry-After"]) <= 24 * 3_600
    mine = accepted[0].json()["links"]["self"]
    assert call("GET", mine, grace).status_code == 200
    assert call("GET", mine, alan).status_code == 404
    assert len(call("GET", "/v1/content-requests", grace).json()["content_requests"]) == MOST_A_DAY
    assert call("GET", "/v1/content-requests", alan).json()["content_requests"] == []
    log = (school.api.folder / "logs" / "submit_request.log").read_text("utf-8")
    assert not [secret for secret in (*grace.values(), "@school.example", "eyJ") if secret in log]


def test_a_key_that_an_operator_makes_works_until_it_is_revoked(call: Call, school: School) -> None:
    written = io.StringIO()
    console = Console(file=written, width=400)
    with connected(school.api):
        commands.create("portal", "operator", "", "", "gcp", console)
        headers = {"X-API-Key": written.getvalue().split()[-1]}
        assert call("GET", "/v1/content-requests", headers).status_code == 200
        commands.revoke("portal", "gcp", console)
    answer = call("GET", "/v1/content-requests", headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_api_key")
    assert headers["X-API-Key"] not in (school.api.folder / "logs" / "submit_request.log").read_text("utf-8")
