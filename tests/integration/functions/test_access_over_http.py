"""The function as it is deployed, asking who calls: its own process, real tokens, real Firestore."""

import io
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from rich.console import Console

from infra.local.stack import PROJECT, Stack, Variations, in_environment
from infra.operate import keys as commands
from infra.operate.api import TIMEOUT_SECONDS
from shared import cloud as cloud_module
from shared import topology
from tests.fakes.issuer import Issuer, KeyServer, serving

pytestmark = pytest.mark.integration

ISSUER = Issuer(project=PROJECT)
MOST_A_DAY = 4
QUESTION = {"student_query": "Why is the sky blue?", "grade_level": "8", "duration_minutes": 1}
Answer = tuple[int, dict[str, Any], dict[str, str]]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Run the API alone, as the cloud's topology has it but for keys and limits."""
    declared = topology.load()
    with serving(KeyServer(ISSUER.certificates)) as keys:
        local = declared.local_environment | {
            "IDENTITY": "tokens",
            "IDENTITY_KEYS_URL": keys.url,
            "MAXIMUM_REQUESTS_A_DAY_A_STUDENT": str(MOST_A_DAY),
        }
        changed = declared.model_copy(update={"local_environment": local})
        folder = tmp_path_factory.mktemp("stack")
        with Stack(["submit_request"], folder, page_port=None, variations=Variations(topology=changed)) as stack:
            yield stack


@pytest.fixture
def call(api: Stack) -> Callable[..., Answer]:
    def calls(method: str, path: str, headers: dict[str, str], body: dict[str, Any] | None = None) -> Answer:
        data = None if body is None else json.dumps(body).encode()
        sent = {"Content-Type": "application/json"} | headers
        request = urllib.request.Request(api.page + path, data, sent, method=method)
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
                return answer.status, json.load(answer), dict(answer.headers)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error), dict(error.headers)

    return calls


def bearer(sub: str, **claims: Any) -> dict[str, str]:
    return {"Authorization": f"Bearer {ISSUER.token(sub, **claims)}"}


def test_a_student_asks_within_their_limit_and_sees_their_own(call: Callable[..., Answer], api: Stack) -> None:
    ada, bob = bearer("ada"), bearer("bob")
    status, _, headers = call("POST", "/v1/content-requests", {}, QUESTION)
    assert (status, headers["WWW-Authenticate"]) == (401, 'Bearer realm="vividly"')
    with ThreadPoolExecutor(12) as threads:
        answers = list(threads.map(lambda _: call("POST", "/v1/content-requests", ada, QUESTION), range(12)))
    assert sorted(status for status, _, _ in answers) == [202] * MOST_A_DAY + [429] * (12 - MOST_A_DAY)
    for status, told, headers in answers:
        if status == 429:
            assert told["code"] == "student_daily_limit"
            assert 1 <= int(headers["Retry-After"]) <= 24 * 3_600
    mine = next(told["links"]["self"] for status, told, _ in answers if status == 202)
    assert call("GET", mine, ada)[0] == 200
    assert call("GET", mine, bob)[0] == 404
    assert len(call("GET", "/v1/content-requests", ada)[1]["content_requests"]) == MOST_A_DAY
    assert call("GET", "/v1/content-requests", bob)[1]["content_requests"] == []
    log = (api.folder / "logs" / "submit_request.log").read_text("utf-8")
    assert not [secret for secret in (*ada.values(), "@school.example", "eyJ") if secret in log]


def test_a_key_that_an_operator_makes_works_until_it_is_revoked(call: Callable[..., Answer], api: Stack) -> None:
    written = io.StringIO()
    console = Console(file=written, width=400)
    with in_environment(api.environment):
        cloud_module._process.cache_clear()
        commands.create("portal", "operator", "", "", "gcp", console)
        headers = {"X-API-Key": written.getvalue().split()[-1]}
        assert call("GET", "/v1/content-requests", headers)[0] == 200
        commands.revoke("portal", "gcp", console)
    cloud_module._process.cache_clear()
    status, told, _ = call("GET", "/v1/content-requests", headers)
    assert (status, told["code"]) == (401, "invalid_api_key")
    assert headers["X-API-Key"] not in (api.folder / "logs" / "submit_request.log").read_text("utf-8")
