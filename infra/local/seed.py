"""The starter library: uploaded like any resource, so that ingestion runs as in the cloud."""

import time

from google.cloud import firestore, storage

from infra.local.services import REPOSITORY

LIBRARY = REPOSITORY / "library"
INDEXING_SECONDS = 60.0


class NotIndexed(Exception):
    """Say which resources did not get into the index, and why."""


def seed(project: str, bucket_name: str) -> int:
    """Upload every resource, wait until all are indexed, and return how many there are."""
    bucket = storage.Client(project=project).bucket(bucket_name)
    files = {file.relative_to(LIBRARY).as_posix(): file for file in sorted(LIBRARY.rglob("*.md"))}
    for path, file in files.items():
        bucket.blob(path).upload_from_filename(str(file), content_type="text/markdown")
    _wait_until_indexed(project, [f"gs://{bucket_name}/{path}" for path in files])
    return len(files)


def _wait_until_indexed(project: str, uris: list[str]) -> None:
    resources = firestore.Client(project=project).collection("resources")
    deadline = time.monotonic() + INDEXING_SECONDS
    while True:
        states = {state["uri"]: state for state in (found.to_dict() or {} for found in resources.stream())}
        failed = [f"{uri}: {states[uri]['reason']}" for uri in uris if states.get(uri, {}).get("status") == "failed"]
        waiting = [uri for uri in uris if states.get(uri, {}).get("status") != "indexed"]
        if failed:
            raise NotIndexed("these resources cannot be indexed:\n" + "\n".join(failed))
        if not waiting:
            return
        if time.monotonic() > deadline:
            raise NotIndexed(f"not indexed after {INDEXING_SECONDS:.0f} s: {', '.join(waiting)}")
        time.sleep(0.1)
