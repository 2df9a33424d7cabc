"""The least that taking in a question can take: its calls to Firestore and Pub/Sub, with nothing around them."""

from datetime import UTC, datetime
from uuid import uuid4

from shared.clients import Clients
from shared.settings import Settings


class Floor:
    """Write to the emulators of a stack what a question leaves behind, by the bare clients."""

    def __init__(self, settings: Settings) -> None:
        """Connect, as a function does."""
        clients = Clients(settings)
        self._firestore, self._publisher = clients.firestore, clients.publisher
        self._topic = self._publisher.topic_path(settings.google_cloud_project, "content-generation-requests")

    def accept(self) -> None:
        """Read four documents, write six in one commit, publish, and write that it is published: nobody disturbs it."""
        name = f"floor-{uuid4().hex[:12]}"
        record = self._firestore.document(f"content_requests/{name}")
        stage = record.collection("request_stages").document("submit_request")
        event = record.collection("request_events").document("accepted")
        opened = self._firestore.document(f"open_requests/{name}")
        counts = [self._firestore.document(f"request_counts/{whose}:{name}") for whose in ("student", "tenant")]
        list(self._firestore.get_all([record, opened, *counts]))
        batch = self._firestore.batch()
        fields = {f"field_{number}": "as long as most of them" for number in range(9)} | {"at": datetime.now(UTC)}
        for document in (record, stage, event, opened, *counts):
            batch.create(document, fields)
        batch.commit()
        self._publisher.publish(request={"topic": self._topic, "messages": [{"data": b"{}"}]}, timeout=20)
        stage.update({"unsent": False})
