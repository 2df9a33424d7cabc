"""The keys of tokens, fetched from a real server."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from functions.submit_request.signing_keys import PAUSE_SECONDS, KeysUnavailable, SigningKeys
from functions.submit_request.tokens import BadToken
from tests.fakes.issuer import Issuer, KeyServer, serving

FIRST, SECOND = Issuer("key-1"), Issuer("key-2")


class Seconds:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def server() -> Iterator[KeyServer]:
    with serving(KeyServer(FIRST.certificates, "public, max-age=600")) as keys:
        yield keys


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def keys(server: KeyServer, seconds: Seconds) -> SigningKeys:
    return SigningKeys(server.url, seconds)


def test_keys_are_fetched_again_when_their_server_says_so(
    keys: SigningKeys, server: KeyServer, seconds: Seconds
) -> None:
    assert keys.key("key-1") == FIRST.private_key.public_key()
    server.certificates = SECOND.certificates
    seconds.now += 599
    keys.key("key-1")
    assert server.fetches == 1
    seconds.now += 1
    assert keys.key("key-2") == SECOND.private_key.public_key()
    with pytest.raises(BadToken):
        keys.key("key-1")
    assert server.fetches == 2


def test_made_up_key_ids_fetch_nothing(keys: SigningKeys, server: KeyServer) -> None:
    for number in range(20):
        with pytest.raises(BadToken):
            keys.key(f"made-up-{number}")
    assert server.fetches == 1


def test_many_who_come_first_fetch_once(keys: SigningKeys, server: KeyServer) -> None:
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(keys.key, ["key-1"] * 16))
    assert server.fetches == 1


@pytest.mark.parametrize(("status", "certificates"), [(500, FIRST.certificates), (200, {"key-1": "no certificate"})])
def test_a_server_that_fails_is_left_alone_for_a_moment(
    keys: SigningKeys, server: KeyServer, seconds: Seconds, status: int, certificates: dict[str, str]
) -> None:
    server.status, server.certificates = status, certificates
    for _ in range(3):
        with pytest.raises(KeysUnavailable):
            keys.key("key-1")
    assert server.fetches == 1
    server.status, server.certificates = 200, FIRST.certificates
    seconds.now += PAUSE_SECONDS
    assert keys.key("key-1")


def test_a_server_that_is_not_there_is_no_error_of_the_students() -> None:
    with pytest.raises(KeysUnavailable):
        SigningKeys("http://127.0.0.1:9/").key("key-1")
