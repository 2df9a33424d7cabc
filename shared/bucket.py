"""Cloud Storage, as far as a function needs it: objects that are written once and never changed."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shared.errors import Unavailable

if TYPE_CHECKING:
    from google.cloud.storage import Bucket as StorageBucket
    from google.cloud.storage import Client


@dataclass(frozen=True)
class StoredObject:
    """Say what an object is like without its content; another generation is another content."""

    generation: int
    size: int
    """In bytes."""
    content_type: str


class Bucket:
    """Read and create objects in one bucket."""

    def __init__(self, client: "Client", name: str) -> None:
        """Use a bucket; nothing is asked of the service yet."""
        self._bucket: StorageBucket = client.bucket(name)
        self.name = name

    def uri(self, path: str) -> str:
        """Return the `gs://` address of an object."""
        return f"gs://{self.name}/{path}"

    def create(self, path: str, data: bytes, content_type: str, metadata: Mapping[str, str] | None = None) -> bool:
        """Create an object, unless it is there; return whether it was created.

        The condition is checked by the service, so of any number of attempts exactly one creates the object.
        """
        blob = self._bucket.blob(path)
        blob.metadata = dict(metadata or {})
        return _is_first(lambda: blob.upload_from_string(data, content_type=content_type, if_generation_match=0))

    def create_from_file(self, path: str, file: Path, content_type: str) -> bool:
        """Create an object from a file, unless it is there; return whether it was created.

        It is looked for first: a large file need not travel to learn that it came before, and fake-gcs-server does not
        check the condition of resumable uploads, which are those above 8 MB.
        """
        blob = self._bucket.blob(path)
        return not blob.exists() and _is_first(
            lambda: blob.upload_from_filename(str(file), content_type=content_type, if_generation_match=0)
        )

    def copy(self, path: str, to: str) -> bool:
        """Copy an object within the bucket, unless that was done before; return False where the original is gone.

        The copy is made by the service. It is looked for first: fake-gcs-server does not check the condition of copies.
        """
        from google.api_core.exceptions import NotFound

        if self._bucket.blob(to).exists():
            return True
        original = self._bucket.blob(path)
        try:
            _is_first(lambda: self._bucket.copy_blob(original, self._bucket, to, if_generation_match=0))
        except NotFound:
            return False
        return True

    def read(self, path: str) -> bytes:
        """Return an object's content; raise `Unavailable` where it is not there."""
        data = self.read_if_there(path)
        if data is None:
            raise Unavailable(f"{self.uri(path)} is not there")
        return data

    def read_if_there(self, path: str) -> bytes | None:
        """Return an object's content, or None where it is not there."""
        from google.api_core.exceptions import NotFound

        try:
            data: bytes = self._bucket.blob(path).download_as_bytes()
        except NotFound:
            return None
        return data

    def read_to_file(self, path: str, file: Path) -> None:
        """Write an object's content to a file; raise `Unavailable` where it is not there."""
        from google.api_core.exceptions import NotFound

        try:
            self._bucket.blob(path).download_to_filename(str(file))
        except NotFound as missing:
            raise Unavailable(f"{self.uri(path)} is not there") from missing

    def metadata(self, path: str) -> dict[str, str] | None:
        """Return the metadata that an object was created with, or None where it is not there."""
        blob = self._bucket.get_blob(path)
        return dict(blob.metadata or {}) if blob else None

    def paths_under(self, prefix: str) -> list[str]:
        """Return the paths of all objects under a prefix."""
        return list(self.generations_under(prefix))

    def generations_under(self, prefix: str) -> dict[str, int]:
        """Return the generations of all objects under a prefix, by path."""
        found = self._bucket.client.list_blobs(self._bucket, prefix=prefix)
        return {blob.name: int(blob.generation) for blob in found}

    def delete(self, path: str, generation: int | None = None) -> None:
        """Delete an object, if it is there; with a generation, only if it is still that one.

        It is looked for first: fake-gcs-server does not check the condition of deletions.
        """
        from google.api_core.exceptions import NotFound, PreconditionFailed

        if generation is not None and (found := self.describe(path)) and found.generation != generation:
            return
        with suppress(NotFound, PreconditionFailed):
            self._bucket.blob(path).delete(if_generation_match=generation)

    def describe(self, path: str) -> StoredObject | None:
        """Return what an object is like, or None where it is not there."""
        blob = self._bucket.get_blob(path)
        if blob is None:
            return None
        return StoredObject(int(blob.generation or 0), int(blob.size or 0), blob.content_type or "")

    def names(self, folder: str) -> list[str]:
        """Return the paths of the objects that lie directly in a folder, in order; `""` is the bucket itself."""
        found = self._bucket.client.list_blobs(self._bucket, prefix=_prefix(folder), delimiter="/")
        return sorted(blob.name for blob in found)

    def names_below(self, folder: str) -> list[str]:
        """Return the paths of all objects in a folder and in those below it, in order."""
        return sorted(self.paths_under(_prefix(folder)))


def _is_first(write: Callable[[], object]) -> bool:
    """Write on the condition that nothing is there, and return whether nothing was."""
    from google.api_core.exceptions import PreconditionFailed

    try:
        write()
    except PreconditionFailed:
        return False
    return True


def _prefix(folder: str) -> str:
    return f"{folder}/" if folder else ""
