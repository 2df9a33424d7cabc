"""Cloud Storage's notification configurations on one machine.

In the cloud each bucket has a configuration: which events of which prefix go to which topic. fake-gcs-server tells one
topic of every object of every bucket, and the Pub/Sub emulator filters nothing, so that functions would be called for
each object that they leave behind. This process stands in between and hands on what a configuration would.
"""

import argparse
import threading
from typing import Any

from google.cloud import pubsub_v1

from shared import topology
from shared.topology import Bucket, Topology

EVERYTHING = "storage-everything"
"""The topic that fake-gcs-server tells of every object; also the name of its only subscription."""


def main() -> None:
    """Hand on notifications until the process is stopped."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--project", required=True)
    project: str = parser.parse_args().project
    publisher, subscriber = pubsub_v1.PublisherClient(), pubsub_v1.SubscriberClient()
    declared = topology.load()

    def hand_on(message: Any) -> None:
        attributes = dict(message.attributes)
        topic = topic_for(attributes, declared, project)
        if topic is not None:
            publisher.publish(publisher.topic_path(project, topic), message.data, **attributes).result()
        message.ack()

    subscriber.subscribe(subscriber.subscription_path(project, EVERYTHING), callback=hand_on)
    threading.Event().wait()


def topic_for(attributes: dict[str, str], declared: Topology, project: str) -> str | None:
    """Return the topic that a bucket's configuration names for an event, or None where it names none."""
    names = {bucket.name.replace("{project}", project): bucket for bucket in declared.buckets.values()}
    bucket: Bucket | None = names.get(attributes.get("bucketId", ""))
    if bucket is None or bucket.notifies is None or attributes.get("eventType") not in bucket.events:
        return None
    return bucket.notifies if attributes.get("objectId", "").startswith(bucket.prefix) else None


if __name__ == "__main__":
    main()
