"""A cloud that only remembers: a bucket, an index, a model and a publisher."""

from typing import Any

import pytest

from shared.bucket import StoredObject
from shared.catalogue import Catalogue
from shared.meter import Meter
from shared.models.passage import Passage, Source
from shared.remembered import Spending
from tests.fakes.bucket import InProcessBucket, Kept
from tests.fakes.cloud import NOW, InProcessPublisher, settings
from tests.fakes.store import InProcessStore

COLLECTION = """<col:collection xmlns:col="http://cnx.rice.edu/collxml" xmlns:md="http://cnx.rice.edu/mdml"
 authors="Ada Low ,Ben High ,"><col:metadata><md:title>Physics</md:title><md:language>en</md:language>
<md:license url="http://creativecommons.org/licenses/by/4.0/">CC</md:license><md:slug>physics</md:slug></col:metadata>
<col:content><col:module document="m1"/><col:subcollection><md:title>Unit</md:title><col:content>
<col:subcollection><md:title>Motion</md:title><col:content><col:module document="m2"/></col:content>
</col:subcollection></col:content></col:subcollection></col:content></col:collection>"""


class FakeBucket(InProcessBucket):
    """Keep objects in versions, as they are uploaded again and again."""

    def __init__(self) -> None:
        super().__init__("oer")
        self.described: dict[str, StoredObject] = {}

    def put(self, path: str, content: str | bytes, content_type: str = "") -> None:
        data = content.encode() if isinstance(content, str) else content
        generation = self.described[path].generation + 1 if path in self.described else 1
        self.objects[path] = Kept(data, {})
        self.described[path] = StoredObject(generation, len(data), content_type)

    def describe(self, path: str) -> StoredObject | None:
        return self.described[path] if path in self.objects else None

    def names(self, folder: str) -> list[str]:
        start = f"{folder}/" if folder else ""
        return [path for path in self.paths_under(start) if "/" not in path.removeprefix(start)]

    def names_below(self, folder: str) -> list[str]:
        return self.paths_under(f"{folder}/" if folder else "")


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


class FakeCloud:
    def __init__(self) -> None:
        self.oer, self.library, self.model, self.publisher = (
            FakeBucket(),
            FakeLibrary(),
            FakeModel(),
            InProcessPublisher(),
        )
        store = InProcessStore()
        self.catalogue = Catalogue(store)
        self.spending = Spending(store, lambda: NOW)
        self.settings = settings()
        self.meter = Meter()


@pytest.fixture
def cloud() -> FakeCloud:
    return FakeCloud()
