"""The least that taking in a question can take: its reads, its commit and its message, with nothing around them."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4


class Floor:
    """Write to the emulators of a stack what a question leaves behind, by the bare clients."""

    def __init__(self, project: str) -> None:
        """Connect; the clients find the emulators in the environment."""
        from google.cloud.firestore import Client
        from google.cloud.pubsub_v1 import PublisherClient
        from google.cloud.pubsub_v1.types import BatchSettings

        self._firestore = Client(project=project)
        self._publisher = PublisherClient(batch_settings=BatchSettings(max_messages=1))
        self._topic = PublisherClient.topic_path(project, "content-generation-requests")

    def accept(self) -> None:
        """Read two documents, write four in one commit, publish, and write that it is published."""
        name, now = f"floor-{uuid4().hex[:12]}", datetime.now(UTC)
        record = self._firestore.document(f"content_requests/{name}")
        opened = self._firestore.document(f"open_requests/{name}")
        stage = record.collection("request_stages").document("submit_request")
        list(self._firestore.get_all([record, opened]))
        batch = self._firestore.batch()
        for document in (record, opened, stage, record.collection("request_events").document("accepted")):
            batch.create(document, _fields(now))
        batch.commit()
        self._publisher.publish(self._topic, b"{}").result(timeout=20)
        stage.update({"unsent": False})


def _fields(now: datetime) -> dict[str, Any]:
    return {f"field_{number}": "as long as most of them" for number in range(16)} | {"created_at": now}
