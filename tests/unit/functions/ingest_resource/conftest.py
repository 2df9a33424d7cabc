"""A cloud that only remembers: a bucket, an index, a model and a publisher."""

from typing import Any

import pytest

from shared.bucket import StoredObject
from shared.models.passage import Passage, Source
from shared.models.work import OutgoingMessage

COLLECTION = """<col:collection xmlns:col="http://cnx.rice.edu/collxml" xmlns:md="http://cnx.rice.edu/mdml"
 authors="Ada Low ,Ben High ,"><col:metadata><md:title>Physics</md:title><md:language>en</md:language>
<md:license url="http://creativecommons.org/licenses/by/4.0/">CC</md:license><md:slug>physics</md:slug></col:metadata>
<col:content><col:module document="m1"/><col:subcollection><md:title>Unit</md:title><col:content>
<col:subcollection><md:title>Motion</md:title><col:content><col:module document="m2"/></col:content>
</col:subcollection></col:content></col:subcollection></col:content></col:collection>"""


class FakeBucket:
    name = "oer"

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.generations: dict[str, int] = {}
        self.content_types: dict[str, str] = {}

    def put(self, path: str, content: str | bytes, content_type: str = "") -> None:
        self.objects[path] = content.encode() if isinstance(content, str) else content
        self.generations[path] = self.generations.get(path, 0) + 1
        self.content_types[path] = content_type

    def uri(self, path: str) -> str:
        return f"gs://oer/{path}"

    def describe(self, path: str) -> StoredObject | None:
        content = self.objects.get(path)
        if content is None:
            return None
        return StoredObject(self.generations[path], len(content), self.content_types[path])

    def read(self, path: str) -> bytes:
        return self.objects[path]

    def read_if_there(self, path: str) -> bytes | None:
        return self.objects.get(path)

    def names(self, folder: str) -> list[str]:
        return [
            path for path in self.names_below(folder) if "/" not in path.removeprefix(f"{folder}/" if folder else "")
        ]

    def names_below(self, folder: str) -> list[str]:
        return sorted(path for path in self.objects if path.startswith(f"{folder}/" if folder else ""))


class FakeLibrary:
    def __init__(self) -> None:
        self.passages: dict[str, list[Passage]] = {}
        self.sources: dict[str, Source] = {}
        self.failed: dict[str, str] = {}

    def replace(self, source: Source, passages: list[Passage], embeddings: list[list[float]]) -> None:
        assert len(passages) == len(embeddings)
        self.remove(source.resource_id)
        self.passages[source.resource_id], self.sources[source.resource_id] = passages, source

    def remove(self, resource_id: str) -> None:
        for known in (self.passages, self.sources, self.failed):
            known.pop(resource_id, None)

    def mark_failed(self, resource_id: str, uri: str, reason: str) -> None:
        self.remove(resource_id)
        self.failed[resource_id] = reason


class FakeModel:
    def __init__(self) -> None:
        self.after_embedding: Any = lambda: None

    def embed(self, texts: list[str], task: str) -> list[list[float]]:
        assert task == "RETRIEVAL_DOCUMENT"
        self.after_embedding()
        return [[1.0] for _ in texts]


class FakePublisher:
    def __init__(self) -> None:
        self.published: list[OutgoingMessage] = []

    def publish(self, messages: list[OutgoingMessage]) -> None:
        self.published += messages


class FakeCloud:
    def __init__(self) -> None:
        self.oer, self.library, self.model, self.publisher = FakeBucket(), FakeLibrary(), FakeModel(), FakePublisher()


@pytest.fixture
def cloud() -> FakeCloud:
    return FakeCloud()
