"""The index of open educational resources, in Firestore.

resources/{id}   one resource: what its licence asks to name, and whether it is indexed
passages/{id}    one passage with its embedding
library/state    a number that grows with every change
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from shared.catalogue import STATE_PATH, card_of
from shared.models.passage import FoundPassage, Passage, Source

if TYPE_CHECKING:
    from google.cloud.firestore import Client

WRITES_A_BATCH = 200


class Library:
    """Index passages and find those that are near a question."""

    def __init__(self, client: "Client") -> None:
        """Use a Firestore client."""
        self._client = client

    def replace(self, source: Source, passages: list[Passage], embeddings: list[list[float]]) -> None:
        """Put a resource's passages in place of those that it had before."""
        from google.cloud.firestore_v1.vector import Vector

        self._write(source, {"status": "indexing"})
        documents: dict[str, dict[str, Any]] = {
            passage.passage_id: passage.model_dump(mode="json")
            | {
                "resource_id": source.resource_id,
                "language": source.language,
                "grade_band": source.grade_band,
                "embedding": Vector(embedding),
            }
            for passage, embedding in zip(passages, embeddings, strict=True)
        }
        self._write_passages(source.resource_id, documents)
        self._write(source, {"status": "indexed", "passages": len(passages)} | card_of(source, passages).model_dump())
        self._note_change()

    def remove(self, resource_id: str) -> None:
        """Take a resource and its passages out of the index; it need not be there."""
        self._write_passages(resource_id, {})
        self._client.collection("resources").document(resource_id).delete()
        self._note_change()

    def mark_failed(self, resource_id: str, uri: str, reason: str) -> None:
        """Record that a resource cannot be indexed, and why; what it was before is no longer found."""
        self._write_passages(resource_id, {})
        self._client.collection("resources").document(resource_id).set(
            {"resource_id": resource_id, "uri": uri, "status": "failed", "reason": reason, "updated_at": _now()}
        )
        self._note_change()

    def nearest(self, embedding: list[float], limit: int, language: str, bands: list[str]) -> list[FoundPassage]:
        """Return the passages in a language and for some grade bands nearest to an embedding, the nearest first."""
        from google.cloud.firestore_v1.base_query import FieldFilter

        passages = self._client.collection("passages").where(filter=_equals("language", language))
        return _nearest(passages.where(filter=FieldFilter("grade_band", "in", bands)), embedding, limit)

    def nearest_in(self, resource_id: str, embedding: list[float], limit: int) -> list[FoundPassage]:
        """Return the passages of one resource nearest to an embedding, the nearest first."""
        passages = self._client.collection("passages").where(filter=_equals("resource_id", resource_id))
        return _nearest(passages, embedding, limit)

    def passages_of(self, resource_id: str) -> list[Passage]:
        """Return all passages of a resource, in its order."""
        query = self._client.collection("passages").where(filter=_equals("resource_id", resource_id))
        passages = [_passage(snapshot.to_dict() or {}) for snapshot in query.stream()]
        return sorted(passages, key=lambda passage: passage.position)

    def _write_passages(self, resource_id: str, documents: dict[str, dict[str, Any]]) -> None:
        """Write passages, and delete those of the resource that are not among them."""
        collection = self._client.collection("passages")
        earlier = collection.where(filter=_equals("resource_id", resource_id)).select(["resource_id"]).stream()
        changes: list[tuple[str, dict[str, Any] | None]] = list(documents.items())
        changes += [(found.id, None) for found in earlier if found.id not in documents]
        for start in range(0, len(changes), WRITES_A_BATCH):
            batch = self._client.batch()
            for passage_id, document in changes[start : start + WRITES_A_BATCH]:
                reference = collection.document(passage_id)
                if document is None:
                    batch.delete(reference)
                else:
                    batch.set(reference, document)
            batch.commit()

    def _note_change(self) -> None:
        from google.cloud.firestore import Increment

        self._client.document(STATE_PATH).set({"version": Increment(1)}, merge=True)

    def _write(self, source: Source, state: dict[str, Any]) -> None:
        document = source.model_dump(mode="json") | state | {"updated_at": _now()}
        self._client.collection("resources").document(source.resource_id).set(document)


def _nearest(query: Any, embedding: list[float], limit: int) -> list[FoundPassage]:
    from google.cloud.firestore_v1.base_vector_query import DistanceMeasure
    from google.cloud.firestore_v1.vector import Vector

    found = query.find_nearest(
        vector_field="embedding",
        query_vector=Vector(embedding),
        distance_measure=DistanceMeasure.COSINE,
        limit=limit,
        distance_result_field="distance",
    )
    return [_found(snapshot.to_dict() or {}) for snapshot in found.stream()]


def _found(fields: dict[str, Any]) -> FoundPassage:
    similarity = max(0.0, min(1.0, 1.0 - float(fields["distance"])))
    return FoundPassage(passage=_passage(fields), similarity=round(similarity, 4))


def _passage(fields: dict[str, Any]) -> Passage:
    return Passage.model_validate({name: fields[name] for name in Passage.model_fields if name in fields})


def _equals(field: str, value: str) -> Any:
    from google.cloud.firestore_v1.base_query import FieldFilter

    return FieldFilter(field, "==", value)


def _now() -> datetime:
    return datetime.now(UTC)
