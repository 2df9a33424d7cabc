"""The library in memory, searched as Firestore searches it: exact nearest neighbours by cosine."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import yaml

from functions.ingest_resource.beside import NOTHING_BESIDE, look_beside
from functions.ingest_resource.core import read_resource
from functions.ingest_resource.passages import text_to_embed
from infra.local.vertex_server import Predictions
from shared.catalogue import card_of
from shared.models.passage import Card, FoundPassage, Passage, Source

REPOSITORY = Path(__file__).parent.parent
LIBRARY = REPOSITORY / "library"
PHYSICS = REPOSITORY.parent / "shared" / "oer"
DIMENSIONS = 256


class Embedder:
    """Embed texts with the Vertex AI server of this machine, called directly."""

    def __init__(self) -> None:
        """Load the weights."""
        self._predictions = Predictions(None)

    def embed(self, texts: list[str], task: str = "") -> list[list[float]]:
        """Return one embedding a text."""
        found: list[list[float]] = self._predictions.vectors(texts, DIMENSIONS).tolist()
        return found


class Index:
    """Hold resources with their passages and embeddings; stands in for the library, the catalogue and the model."""

    def __init__(self, resources: list[tuple[Source, list[Passage]]], embedder: Embedder) -> None:
        """Embed every passage."""
        self._cards = [card_of(source, passages) for source, passages in resources]
        self._passages = [passage for _, passages in resources for passage in passages]
        self._embedder = embedder
        self._vectors = np.array(embedder.embed([text_to_embed(passage) for passage in self._passages]))

    def as_cloud(self, minimum_similarity: float) -> Any:
        """Return what `retrieve_content` sees of the cloud."""
        settings = SimpleNamespace(minimum_similarity=minimum_similarity)
        return SimpleNamespace(library=self, catalogue=self, model=self._embedder, settings=settings)

    def cards(self, language: str) -> list[Card]:
        """Return the resources in a language."""
        return [card for card in self._cards if card.language == language]

    def nearest(self, embedding: list[float], limit: int, language: str, bands: list[str]) -> list[FoundPassage]:
        """Return the passages nearest to an embedding, the nearest first."""

        def suits(passage: Passage) -> bool:
            return passage.source.language == language and passage.source.grade_band in bands

        return self._nearest(embedding, suits, limit)

    def nearest_in(self, resource_id: str, embedding: list[float], limit: int) -> list[FoundPassage]:
        """Return the passages of one resource nearest to an embedding, the nearest first."""
        return self._nearest(embedding, lambda passage: passage.source.resource_id == resource_id, limit)

    def passages_of(self, resource_id: str) -> list[Passage]:
        """Return all passages of a resource, in its order."""
        return [passage for passage in self._passages if passage.source.resource_id == resource_id]

    def _nearest(self, embedding: list[float], suits: Callable[[Passage], bool], limit: int) -> list[FoundPassage]:
        among = [at for at, passage in enumerate(self._passages) if suits(passage)]
        similarities = np.clip(self._vectors[among] @ np.array(embedding), 0.0, 1.0)
        return [
            FoundPassage(passage=self._passages[among[at]], similarity=round(float(similarities[at]), 4))
            for at in np.argsort(-similarities)[:limit]
        ]


def starter_library() -> list[tuple[Source, list[Passage]]]:
    """Read the starter library."""
    return [
        read_resource(path.relative_to(LIBRARY).as_posix(), f"gs://oer/{path.name}", path.read_bytes(), NOTHING_BESIDE)
        for path in sorted(LIBRARY.rglob("*.md"))
    ]


def physics_book() -> list[tuple[Source, list[Passage]]]:
    """Read the OpenStax book that lies beside the checkout, if it does; modules that teach nothing are left out."""
    return [found for found in _modules() if found[1]] if PHYSICS.is_dir() else []


def questions() -> dict[str, list[Any]]:
    """Read the questions of `retrieval.yaml`."""
    found: dict[str, list[Any]] = yaml.safe_load((Path(__file__).parent / "retrieval.yaml").read_text("utf-8"))
    return found


def _modules() -> Iterator[tuple[Source, list[Passage]]]:
    folder = _Folder(PHYSICS)
    for file in sorted(PHYSICS.rglob("index.cnxml")):
        path = file.relative_to(PHYSICS).as_posix()
        yield read_resource(path, f"gs://oer/{path}", file.read_bytes(), look_beside(path, folder))


class _Folder:
    """Be a bucket whose objects are files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read_if_there(self, path: str) -> bytes | None:
        file = self._folder / path
        return file.read_bytes() if file.is_file() else None

    def names(self, folder: str) -> list[str]:
        return sorted(path for path in self.names_below(folder) if Path(path).parent == Path(folder))

    def names_below(self, folder: str) -> list[str]:
        files = (path for path in (self._folder / folder).rglob("*") if path.is_file())
        return sorted(path.relative_to(self._folder).as_posix() for path in files)
