"""What is published arrives, with its attributes."""

from uuid import uuid4

import pytest
from google.cloud.pubsub_v1 import PublisherClient, SubscriberClient

from infra.local.stack import PROJECT
from shared.cloud import Cloud
from shared.models.work import OutgoingMessage

pytestmark = pytest.mark.integration


def test_messages_arrive_as_they_were_published(cloud: Cloud) -> None:
    name = f"topic-{uuid4().hex[:8]}"
    topic = PublisherClient.topic_path(PROJECT, name)
    subscription = SubscriberClient.subscription_path(PROJECT, name)
    with PublisherClient() as publisher:
        publisher.create_topic(name=topic)
    sent = [OutgoingMessage(topic=name, data=f"ä {number}", attributes={"n": str(number)}) for number in range(3)]
    with SubscriberClient() as subscriber:
        subscriber.create_subscription(name=subscription, topic=topic)
        cloud.publisher.publish(sent)
        pulled = subscriber.pull(subscription=subscription, max_messages=10).received_messages
    received = {(found.message.data.decode(), found.message.attributes["n"]) for found in pulled}
    assert received == {(message.data, message.attributes["n"]) for message in sent}
