"""The index of open educational resources, in Firestore.

resources/{id}   one resource: what its licence asks to name, and whether it is indexed
passages/{id}    one passage with its embedding
library/state    a number that grows with every change
"""

from typing import TYPE_CHECKING, Any

from shared import clock
from shared.catalogue import STATE_PATH, card_of
from shared.models.passage import FoundPassage, Passage, Source
from shared.store import Condition, Fields, filtered

if TYPE_CHECKING:
    from google.cloud.firestore import Client

WRITES_A_BATCH = 200


class Library:
    """Index passages and find those that are near a question."""

    def __init__(self, client: "Client") -> None:
        self._client = client

    def replace(self, source: Source, passages: list[Passage], embeddings: list[list[float]]) -> None:
        """Put a resource's passages in place of those that it had before."""
        from google.cloud.firestore_v1.vector import Vector

        about = source.model_dump(mode="json")
        self._write(source.resource_id, about | {"status": "indexing"})
        found_by = {name: about[name] for name in ("resource_id", "language", "grade_band")}
        documents = {
            passage.passage_id: passage.model_dump(mode="json") | found_by | {"embedding": Vector(embedding)}
            for passage, embedding in zip(passages, embeddings, strict=True)
        }
        self._write_passages(source.resource_id, documents)
        state = {"status": "indexed", "passages": len(passages)}
        self._write(source.resource_id, about | state | card_of(source, passages).model_dump())
        self._note_change()

    def remove(self, resource_id: str) -> None:
        """Take a resource and its passages out of the index; it need not be there."""
        self._write_passages(resource_id, {})
        self._client.document(f"resources/{resource_id}").delete()
        self._note_change()

    def mark_failed(self, resource_id: str, uri: str, reason: str) -> None:
        """Record that a resource cannot be indexed, and why; what it was before is no longer found."""
        self._write_passages(resource_id, {})
        self._write(resource_id, {"resource_id": resource_id, "uri": uri, "status": "failed", "reason": reason})
        self._note_change()

    def nearest(self, embedding: list[float], limit: int, language: str, bands: list[str]) -> list[FoundPassage]:
        """Return the passages in a language and for some grade bands nearest to an embedding, the nearest first."""
        return self._nearest(embedding, limit, ("language", "==", language), ("grade_band", "in", bands))

    def nearest_in(self, resource_id: str, embedding: list[float], limit: int) -> list[FoundPassage]:
        """Return the passages of one resource nearest to an embedding, the nearest first."""
        return self._nearest(embedding, limit, ("resource_id", "==", resource_id))

    def passages_of(self, resource_id: str) -> list[Passage]:
        """Return all passages of a resource, in its order."""
        found = self._passages(("resource_id", "==", resource_id)).stream()
        return sorted((_passage(snapshot.to_dict()) for snapshot in found), key=lambda passage: passage.position)

    def _nearest(self, embedding: list[float], limit: int, *where: Condition) -> list[FoundPassage]:
        from google.cloud.firestore_v1.base_vector_query import DistanceMeasure
        from google.cloud.firestore_v1.vector import Vector

        found = self._passages(*where).find_nearest(
            vector_field="embedding",
            query_vector=Vector(embedding),
            distance_measure=DistanceMeasure.COSINE,
            limit=limit,
            distance_result_field="distance",
        )
        return [_found(snapshot.to_dict()) for snapshot in found.stream()]

    def _passages(self, *where: Condition) -> Any:
        return filtered(self._client.collection("passages"), where)

    def _write_passages(self, resource_id: str, documents: dict[str, Fields]) -> None:
        """Write passages, and delete those of the resource that are not among them."""
        earlier = self._passages(("resource_id", "==", resource_id)).select(["resource_id"]).stream()
        changes: list[tuple[str, Fields | None]] = list(documents.items())
        changes += [(found.id, None) for found in earlier if found.id not in documents]
        for start in range(0, len(changes), WRITES_A_BATCH):
            batch = self._client.batch()
            for passage_id, document in changes[start : start + WRITES_A_BATCH]:
                reference = self._client.document(f"passages/{passage_id}")
                if document is None:
                    batch.delete(reference)
                else:
                    batch.set(reference, document)
            batch.commit()

    def _write(self, resource_id: str, fields: Fields) -> None:
        self._client.document(f"resources/{resource_id}").set(fields | {"updated_at": clock.now()})

    def _note_change(self) -> None:
        from google.cloud.firestore import Increment

        self._client.document(STATE_PATH).set({"version": Increment(1)}, merge=True)


def _found(fields: Fields) -> FoundPassage:
    similarity = max(0.0, min(1.0, 1.0 - float(fields["distance"])))
    return FoundPassage(passage=_passage(fields), similarity=round(similarity, 4))


def _passage(fields: Fields) -> Passage:
    return Passage.model_validate({name: fields[name] for name in Passage.model_fields if name in fields})
