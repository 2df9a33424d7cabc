"""A machine behind a proxy: what is on it is reached past the proxy, by every kind of client."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import ThreadingHTTPServer

import grpc
import pytest
import requests

from infra.local.ports import DIRECT, HOST
from tests.fakes.downloads import Quiet
from tests.fakes.serving import served

pytestmark = pytest.mark.integration
NOBODY = "http://127.0.0.1:9"


@pytest.fixture(autouse=True)
def _a_proxy_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, NOBODY)
    for name, value in DIRECT.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def grpc_address() -> Iterator[str]:
    server = grpc.server(ThreadPoolExecutor(1))
    port = server.add_insecure_port(f"{HOST}:0")
    server.start()
    yield f"{HOST}:{port}"
    server.stop(None).wait()


def test_grpc_reaches_this_machine(grpc_address: str) -> None:
    with grpc.insecure_channel(grpc_address) as channel:
        grpc.channel_ready_future(channel).result(timeout=10)


def test_grpc_knows_no_star(grpc_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in DIRECT:
        monkeypatch.setenv(name, "*")
    with grpc.insecure_channel(grpc_address) as channel, pytest.raises(grpc.FutureTimeoutError):
        grpc.channel_ready_future(channel).result(timeout=2)


def test_http_reaches_this_machine() -> None:
    with served(ThreadingHTTPServer((HOST, 0), Quiet)) as address:
        assert requests.get(address, timeout=10).ok
