"""A bucket in this process, held to the same conformance tests as Cloud Storage."""

from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from shared.errors import Unavailable


class Kept(NamedTuple):
    data: bytes
    metadata: dict[str, str]
    generation: int = 0


class InProcessBucket:
    """Keep objects in memory; `step` is called before and after each upload, and `on_create` in between."""

    def __init__(
        self,
        name: str = "bucket",
        step: Callable[[str], None] = lambda what: None,
        on_create: Callable[[str, bytes], None] = lambda path, data: None,
        on_delete: Callable[[str], None] = lambda path: None,
    ) -> None:
        self.name = name
        self.objects: dict[str, Kept] = {}
        self._lock = Lock()
        self._generations = count(1)
        self._step = step
        self._on_create = on_create
        self._on_delete = on_delete

    def uri(self, path: str) -> str:
        return f"gs://{self.name}/{path}"

    def create(self, path: str, data: bytes, content_type: str, metadata: Mapping[str, str] | None = None) -> bool:
        self._step(f"before upload of {path}")
        with self._lock:
            is_new = self._may_write(path)
            if is_new:
                self._on_create(path, data)
                self.objects[path] = Kept(data, dict(metadata or {}), next(self._generations))
        self._step(f"after upload of {path}")
        return is_new

    def create_from_file(self, path: str, file: Path, content_type: str) -> bool:
        return self.create(path, file.read_bytes(), content_type)

    def copy(self, path: str, to: str) -> bool:
        if path not in self.objects and to not in self.objects:
            return False
        if to not in self.objects:
            self.create(to, self.objects[path].data, "", self.objects[path].metadata)
        return True

    def read(self, path: str) -> bytes:
        data = self.read_if_there(path)
        if data is None:
            raise Unavailable(f"{self.uri(path)} is not there")
        return data

    def read_if_there(self, path: str) -> bytes | None:
        return self.objects[path].data if path in self.objects else None

    def read_to_file(self, path: str, file: Path) -> None:
        file.write_bytes(self.read(path))

    def metadata(self, path: str) -> dict[str, str] | None:
        return dict(self.objects[path].metadata) if path in self.objects else None

    def paths_under(self, prefix: str) -> list[str]:
        return sorted(self.generations_under(prefix))

    def generations_under(self, prefix: str) -> dict[str, int]:
        return {path: kept.generation for path, kept in self.objects.items() if path.startswith(prefix)}

    def delete(self, path: str, generation: int | None = None) -> None:
        self._step(f"before deletion of {path}")
        if path in self.objects and generation in (None, self.objects[path].generation):
            del self.objects[path]
            self._on_delete(path)
        self._step(f"after deletion of {path}")

    def _may_write(self, path: str) -> bool:
        return path not in self.objects
