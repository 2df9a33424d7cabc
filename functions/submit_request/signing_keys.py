"""The public keys that ID tokens are signed under, kept as long as their server says."""

import time
from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import Any

from werkzeug.datastructures import ResponseCacheControl
from werkzeug.http import parse_cache_control_header

from .tokens import BadToken

FETCH_SECONDS = 5.0
PAUSE_SECONDS = 5.0
"""How long the server is left alone when it did not answer: those who ask meanwhile must not queue."""
LEAST_SECONDS, MOST_SECONDS = 60.0, 86_400.0
"""Keys are kept no shorter and no longer than this, whatever is said or not said."""


class KeysUnavailable(Exception):
    """Say that nobody can be identified now."""


class SigningKeys:
    """Know the public keys at an address, which answers with certificates by key id.

    A key id that is not among them fetches nothing: Google publishes a key well before it signs with it, and whoever
    makes ids up must not make us ask.
    """

    def __init__(self, url: str, seconds: Callable[[], float] = time.monotonic) -> None:
        """Fetch nothing yet."""
        self._url = url
        self._seconds = seconds
        self._keys: dict[str, Any] = {}
        self._known_until = -1.0
        self._not_before = -1.0
        self._lock = Lock()

    def key(self, identifier: str) -> Any:
        """Return a public key; raise `BadToken` where there is none, `KeysUnavailable` where nobody can say."""
        with self._lock:
            if self._seconds() >= self._known_until:
                self._refresh()
            found = self._keys.get(identifier)
        if found is None:
            raise BadToken("The token is signed with a key that is not known.")
        return found

    def _refresh(self) -> None:
        import requests
        from cryptography.x509 import load_pem_x509_certificate

        if self._seconds() < self._not_before:
            raise KeysUnavailable("the keys could not be fetched a moment ago")
        self._not_before = self._seconds() + PAUSE_SECONDS
        try:
            answer = requests.get(self._url, timeout=FETCH_SECONDS)
            answer.raise_for_status()
            certificates: dict[str, str] = answer.json()
            self._keys = {
                identifier: load_pem_x509_certificate(certificate.encode()).public_key()
                for identifier, certificate in certificates.items()
            }
        except (requests.RequestException, ValueError, AttributeError) as error:
            raise KeysUnavailable(f"the keys could not be fetched: {type(error).__name__}") from error
        self._known_until = self._seconds() + lifetime(answer.headers.get("Cache-Control", ""))


def lifetime(cache_control: str) -> float:
    """Return for how many seconds an answer may be kept."""
    stated = parse_cache_control_header(cache_control.lower(), None, ResponseCacheControl).max_age
    return min(max(float(stated or 0), LEAST_SECONDS), MOST_SECONDS)


@cache
def at(url: str) -> SigningKeys:
    """Return the keys at an address; one process fetches them once."""
    return SigningKeys(url)
