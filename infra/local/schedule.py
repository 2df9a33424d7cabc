"""Cloud Scheduler on one machine: an empty message on a topic every so many seconds."""

import threading

from google.cloud.pubsub_v1 import PublisherClient

from shared.topology import Topology


class Scheduler:
    """Publish on the topology's schedules until it is stopped."""

    def __init__(self, topology: Topology, project: str) -> None:
        """Start one thread a schedule."""
        self._stopped = threading.Event()
        self._publisher = PublisherClient()
        for topic, schedule in topology.schedules.items():
            arguments = (self._publisher.topic_path(project, topic), schedule.period_seconds)
            threading.Thread(target=self._publish, args=arguments, daemon=True).start()

    def stop(self) -> None:
        """Publish no more."""
        self._stopped.set()

    def _publish(self, topic: str, period_seconds: int) -> None:
        while not self._stopped.wait(period_seconds):
            self._publisher.publish(topic, b"{}")
