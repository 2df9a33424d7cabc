"""Where a browser gets the objects of a finished lesson."""

import os
from datetime import timedelta
from typing import Any
from urllib.parse import quote

VALID_FOR = timedelta(minutes=15)
SCOPE = "https://www.googleapis.com/auth/cloud-platform"


def origin() -> str:
    """Return the scheme, host and port that objects are served from."""
    return _emulator() or "https://storage.googleapis.com"


def playable(uri: str) -> str:
    """Return an address that a browser can play a `gs://` object from: signed, or an emulator's own."""
    bucket, _, path = uri.removeprefix("gs://").partition("/")
    if emulator := _emulator():
        return f"{emulator}/download/storage/v1/b/{bucket}/o/{quote(path, safe='')}?alt=media"
    return _signed(bucket, path)


def _emulator() -> str | None:
    host = os.environ.get("STORAGE_EMULATOR_HOST", "").rstrip("/")
    if not host:
        return None
    return host if "://" in host else f"http://{host}"


def _signed(bucket: str, path: str) -> str:
    """Sign an address as the function's own service account; its key never leaves IAM, which signs for it."""
    import google.auth
    from google.auth.transport.requests import Request
    from google.cloud.storage import Client

    credentials: Any
    credentials, project = google.auth.default(scopes=[SCOPE])
    credentials.refresh(Request())
    blob = Client(project=project, credentials=credentials).bucket(bucket).blob(path)
    address: str = blob.generate_signed_url(
        version="v4",
        expiration=VALID_FOR,
        service_account_email=credentials.service_account_email,
        access_token=credentials.token,
    )
    return address
