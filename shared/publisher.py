"""Pub/Sub, as far as a function needs it."""

from itertools import groupby
from typing import TYPE_CHECKING

from shared.models.work import OutgoingMessage

if TYPE_CHECKING:
    from google.pubsub_v1 import PublisherClient

PUBLISH_TIMEOUT_SECONDS = 20
MOST_A_CALL = 500
"""Pub/Sub takes 1,000 messages or 10 MB a call; ours are below 20 kB."""


class Publisher:
    """Publish messages, and know that they are."""

    def __init__(self, client: "PublisherClient", project: str) -> None:
        self._client = client
        self._project = project

    def publish(self, messages: list[OutgoingMessage]) -> None:
        """Publish messages and wait until Pub/Sub has all of them; raise what the client raises otherwise."""
        for topic, group in groupby(messages, key=lambda message: message.topic):
            waiting = [{"data": message.data.encode(), "attributes": message.attributes} for message in group]
            path = self._client.topic_path(self._project, topic)
            for start in range(0, len(waiting), MOST_A_CALL):
                request = {"topic": path, "messages": waiting[start : start + MOST_A_CALL]}
                self._client.publish(request=request, timeout=PUBLISH_TIMEOUT_SECONDS)
