"""Pub/Sub, as far as a function needs it."""

from typing import TYPE_CHECKING

from shared.models.work import OutgoingMessage

if TYPE_CHECKING:
    from google.cloud.pubsub_v1 import PublisherClient

PUBLISH_TIMEOUT_SECONDS = 20


class Publisher:
    """Publish messages, and know that they are."""

    def __init__(self, client: "PublisherClient", project: str) -> None:
        """Publish to the topics of a project."""
        self._client = client
        self._project = project

    def publish(self, messages: list[OutgoingMessage]) -> None:
        """Publish messages and wait until Pub/Sub has all of them; raise what the client raises otherwise."""
        pending = [
            self._client.publish(
                self._client.topic_path(self._project, message.topic), message.data.encode(), **message.attributes
            )
            for message in messages
        ]
        for future in pending:
            future.result(timeout=PUBLISH_TIMEOUT_SECONDS)
