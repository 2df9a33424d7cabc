"""Where a browser gets the objects of a finished lesson."""

import os
from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

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
    emulator = _emulator()
    signed = None if emulator else Signer().address

    def address(uri: str) -> str:
        bucket, _, path = uri.removeprefix("gs://").partition("/")
        if signed:
            return signed(bucket, path)
        return f"{emulator}/download/storage/v1/b/{bucket}/o/{quote(path, safe='')}?alt=media"

    return address


def _emulator() -> str | None:
    host = os.environ.get("STORAGE_EMULATOR_HOST", "").rstrip("/")
    if not host:
        return None
    return host if "://" in host else f"http://{host}"


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

    def address(self, bucket: str, path: str) -> str:
        """Return a signed address of an object."""
        signed: str = (
            self._client.bucket(bucket)
            .blob(path)
            .generate_signed_url(
                version="v4",
                expiration=VALID_FOR,
                service_account_email=self._credentials.service_account_email,
                access_token=self._credentials.token,
            )
        )
        return signed
