import base64
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import google.auth
import pytest
from google.auth.credentials import Credentials
from google.auth.transport import requests

from functions.submit_request import media

SIGNATURE = b"\x01\x02\x03"


class Account(Credentials):
    """The account of a function in the cloud: it has a token, and no key of its own."""

    service_account_email = "submit@vividly.iam.gserviceaccount.com"

    def refresh(self, request: object) -> None:
        self.token = "a-token"


class SigningService:
    """IAM, as far as it signs: keeps what it was asked, and answers as it does."""

    asked: list[tuple[str, dict[str, str], dict[str, Any]]]
    status = 200
    data = json.dumps({"signedBlob": base64.b64encode(SIGNATURE).decode()}).encode()

    def __call__(self, url: str, method: str, body: str, headers: dict[str, str]) -> "SigningService":
        self.asked.append((url, headers, json.loads(body)))
        return self


@pytest.fixture
def signing(monkeypatch: pytest.MonkeyPatch) -> SigningService:
    service = SigningService()
    service.asked = []
    monkeypatch.setattr(google.auth, "default", lambda scopes: (Account(), "vividly"))
    monkeypatch.setattr(requests, "Request", lambda *_: service)
    return service


def test_in_the_cloud_a_file_has_an_address_that_iam_has_signed_for_a_quarter_of_an_hour(
    signing: SigningService,
) -> None:
    address = urlsplit(media.playable()("gs://lessons/lessons/r-1/lesson.mp4"))
    assert address.geturl().startswith(f"{media.origin()}/lessons/lessons/r-1/lesson.mp4?")
    [(url, headers, body)] = signing.asked
    account = Account.service_account_email
    assert url.startswith(f"https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/{account}:signBlob")
    assert headers["Authorization"] == "Bearer a-token"
    told = {name: value for name, [value] in parse_qs(address.query).items()}
    assert told["X-Goog-Expires"] == "900"
    assert told["X-Goog-SignedHeaders"] == "host"
    assert told["X-Goog-Signature"] == SIGNATURE.hex()
    assert base64.b64decode(body["payload"]).startswith(b"GOOG4-RSA-SHA256\n")


def test_all_addresses_of_one_answer_are_signed_by_one_sign_in(
    signing: SigningService, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts = iter([Account()])
    monkeypatch.setattr(google.auth, "default", lambda scopes: (next(accounts), "vividly"))
    playable = media.playable()
    addresses = {playable(f"gs://lessons/lessons/r-1/{name}") for name in ("lesson.mp4", "captions.vtt")}
    assert len(addresses) == len(signing.asked) == 2
