"""Somebody who signs ID tokens as Google does, with keys of their own, and serves the certificates."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from tests.fakes.serving import served

PROJECT = "p"


class Issuer:
    """Sign tokens under a key of 2048 bits and a certificate of it."""

    def __init__(self, key_id: str = "key-1", project: str = PROJECT) -> None:
        self.key_id = key_id
        self.project = project
        self.private_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "securetoken.test")])
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self.private_key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .sign(self.private_key, SHA256())
        )
        self.certificates = {key_id: certificate.public_bytes(Encoding.PEM).decode()}

    def token(self, sub: str, *, key_id: str | None = None, without: str = "", **claims: Any) -> str:
        """Return a token of an account of the project, with further claims or others, and without one."""
        now = int(time.time())
        payload = {
            "iss": f"https://securetoken.google.com/{self.project}",
            "aud": self.project,
            "auth_time": now - 60,
            "iat": now - 60,
            "exp": now + 3_600,
            "sub": sub,
            "user_id": sub,
            "email": f"{sub}@school.example",
            "firebase": {"sign_in_provider": "custom"},
        } | claims
        payload.pop(without, None)
        return jwt.encode(payload, self.private_key, "RS256", headers={"kid": key_id or self.key_id})


class KeyServer:
    """Serve certificates by key id, and count how often they are fetched."""

    def __init__(self, certificates: dict[str, str], cache_control: str = "public, max-age=3600") -> None:
        self.certificates = certificates
        self.cache_control = cache_control
        self.status = 200
        self.fetches = 0
        self.url = ""


@contextmanager
def serving(keys: KeyServer) -> Iterator[KeyServer]:
    """Serve keys at `keys.url` while the context is open."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            keys.fetches += 1
            body = json.dumps(keys.certificates).encode()
            self.send_response(keys.status)
            self.send_header("Cache-Control", keys.cache_control)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Write nothing."""

    with served(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as address:
        keys.url = f"{address}/"
        yield keys
