"""Where a browser gets the objects of a lesson, and where it puts a resource."""

import os
from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from shared import paths
from shared.formats import Format
from shared.models.base import Record

if TYPE_CHECKING:
    from google.cloud.storage import Client

VALID_FOR = timedelta(minutes=15)
SCOPE = "https://www.googleapis.com/auth/cloud-platform"


def origin() -> str:
    """Return the scheme, host and port that objects are served from."""
    return _emulator() or "https://storage.googleapis.com"


def playable() -> Callable[[str], str]:
    """Return what turns a `gs://` address into one that a browser can play: signed, or an emulator's own.

    It is for one answer: the first address that is signed signs in, and the others need not.
    """
    emulator, signer = _emulator(), Signer()

    def address(uri: str) -> str:
        bucket, path = paths.place_of(uri)
        if emulator:
            return f"{emulator}/download/storage/v1/b/{bucket}/o/{quote(path, safe='')}?alt=media"
        return signer.address(bucket, path)

    return address


class Upload(Record):
    """Say how to send the file: once, for some minutes, exactly so."""

    method: Literal["PUT"] = "PUT"
    url: str
    headers: dict[str, str]
    maximum_bytes: int


def upload(bucket: str, path: str, known: Format) -> Upload:
    """Return where a browser puts a new object, which is of some format and not larger than that may be.

    An emulator checks no signature, condition or size; it takes a PUT where the address looks like a signed one.
    """
    content_type = known.content_types[0]
    conditions = {"x-goog-if-generation-match": "0", "x-goog-content-length-range": f"0,{known.maximum_bytes}"}
    if emulator := _emulator():
        url = f"{emulator}/{bucket}/{quote(path)}?X-Goog-Algorithm=none"
    else:
        url = Signer().address(bucket, path, method="PUT", content_type=content_type, headers=conditions)
    return Upload(url=url, headers={"Content-Type": content_type} | conditions, maximum_bytes=known.maximum_bytes)


def _emulator() -> str:
    """Return the scheme, host and port of an emulator, or nothing where there is none."""
    host = os.environ.get("STORAGE_EMULATOR_HOST", "").rstrip("/")
    return host if not host or "://" in host else f"http://{host}"


class Signer:
    """Sign addresses as the function's own service account; its key never leaves IAM, which signs for it."""

    @cached_property
    def _credentials(self) -> Any:
        import google.auth
        from google.auth.transport.requests import Request

        credentials: Any
        credentials, _ = google.auth.default(scopes=[SCOPE])
        credentials.refresh(Request())  # only now is the account's address known
        return credentials

    @cached_property
    def _client(self) -> "Client":
        from google.cloud.storage import Client

        # Signing needs no project, and looking for one would ask the metadata server again.
        return Client(project="", credentials=self._credentials)

    def address(self, bucket: str, path: str, **asked: Any) -> str:
        """Return a signed address of an object: to get it, or for the method and exactly the headers that are asked."""
        blob, account = self._client.bucket(bucket).blob(path), self._credentials
        signed: str = blob.generate_signed_url(
            version="v4",
            expiration=VALID_FOR,
            service_account_email=account.service_account_email,
            access_token=account.token,
            **asked,
        )
        return signed
