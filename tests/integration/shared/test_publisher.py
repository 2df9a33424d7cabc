"""What is published arrives, with its attributes."""

from uuid import uuid4

import pytest
from google.cloud.pubsub_v1 import PublisherClient, SubscriberClient

from infra.local.stack import PROJECT
from shared.cloud import Cloud
from shared.models.work import OutgoingMessage
from tests.stacks import pulled

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
        found = pulled(subscriber, subscription, len(sent))
    received = {(message.data.decode(), message.attributes["n"]) for message in found}
    assert received == {(message.data, message.attributes["n"]) for message in sent}
