"""Topics, subscriptions and buckets of the topology, made in the emulators."""

from collections.abc import Mapping
from contextlib import suppress

from google.api_core.exceptions import AlreadyExists
from google.cloud import pubsub_v1, storage
from google.protobuf.duration_pb2 import Duration

from infra.local.notifications import EVERYTHING
from infra.local.ports import HOST
from shared.topology import Function, Subscription, Topology


def create_topics(topology: Topology, project: str) -> None:
    """Create every topic, and the subscriptions that only people look at."""
    publisher, subscriber = pubsub_v1.PublisherClient(), pubsub_v1.SubscriberClient()
    for topic in (*topology.topics, EVERYTHING):
        publisher.create_topic(name=f"projects/{project}/topics/{topic}")
    pulled = {EVERYTHING: EVERYTHING} | {name: parking.topic for name, parking in topology.parking.items()}
    with subscriber:
        for name, topic in pulled.items():
            path = f"projects/{project}/topics/{topic}"
            subscriber.create_subscription(name=f"projects/{project}/subscriptions/{name}", topic=path)


def create_subscriptions(topology: Topology, project: str, ports: Mapping[str, int]) -> None:
    """Create the push subscription of every function that runs, as the topology declares it."""
    with pubsub_v1.SubscriberClient() as subscriber:
        for name, function in topology.functions.items():
            if name in ports and function.subscription and function.hears.topic:
                request = _subscription(name, function, function.subscription, project, ports[name])
                with suppress(AlreadyExists):
                    subscriber.create_subscription(request=request)


def create_buckets(topology: Topology, project: str) -> None:
    """Create every bucket."""
    client = storage.Client(project=project)
    for bucket in topology.buckets.values():
        client.create_bucket(bucket.name.replace("{project}", project))


def _subscription(name: str, function: Function, settings: Subscription, project: str, port: int) -> dict[str, object]:
    topic = f"projects/{project}/topics/{function.hears.topic}"
    return {
        "name": f"projects/{project}/subscriptions/{name}",
        "topic": topic,
        # functions-framework reads the topic from the path.
        "push_config": {"push_endpoint": f"http://{HOST}:{port}/{topic}"},
        "ack_deadline_seconds": settings.acknowledgement_deadline_seconds,
        "message_retention_duration": Duration(seconds=settings.retention_seconds),
        "retry_policy": {
            "minimum_backoff": Duration(seconds=settings.minimum_backoff_seconds),
            "maximum_backoff": Duration(seconds=settings.maximum_backoff_seconds),
        },
        "dead_letter_policy": {
            "dead_letter_topic": f"projects/{project}/topics/{settings.dead_letter_topic}",
            "max_delivery_attempts": settings.maximum_delivery_attempts,
        },
    }
