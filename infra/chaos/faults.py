"""What goes wrong around the functions: processes die or stand still, connections break, messages come twice."""

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

import psutil
from google.api_core.exceptions import GoogleAPIError
from google.cloud import pubsub_v1

from infra.chaos.proxy import Proxy
from infra.local.stack import PROJECT, Stack

STANDSTILL_SECONDS = (0.5, 8.0)
CUT_SECONDS = (0.5, 4.0)
BETWEEN_KILLS_SECONDS = (1.0, 5.0)
BETWEEN_CUTS_SECONDS = (5.0, 20.0)
SHARE_REPEATED = 0.3
MARK = "chaos"


class Faults:
    """Cause faults until stopped, and count them."""

    def __init__(self, stack: Stack, proxies: dict[str, Proxy], functions: list[str], topics: list[str], seed: int):
        """Choose among functions, connections and topics as a seed decides."""
        self._stack = stack
        self._proxies = proxies
        self._functions = functions
        self._topics = topics
        self._seed = seed
        self._stopped = threading.Event()
        self.counts: Counter[str] = Counter()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin."""
        jobs: list[Callable[[], None]] = [self._kill, self._cut, *(self._repeater(topic) for topic in self._topics)]
        self._threads = [threading.Thread(target=job, daemon=True) for job in jobs]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End, with every function running."""
        self._stopped.set()
        for thread in self._threads:
            thread.join()
        for name in self._stack.ended():
            self._stack.restart(name)

    def _kill(self) -> None:
        chance = random.Random(f"{self._seed} kill")
        while not self._stopped.wait(chance.uniform(*BETWEEN_KILLS_SECONDS)):
            name = chance.choice(self._functions)
            kind = chance.choice(["instance killed", "worker killed", "stood still"])
            group = self._stack.pids[name]
            with suppress(ProcessLookupError, psutil.Error):
                if kind == "instance killed":
                    os.killpg(group, signal.SIGKILL)
                    psutil.Process(group).wait(5)
                elif kind == "worker killed":
                    chance.choice(psutil.Process(group).children() or [psutil.Process(group)]).kill()
                else:
                    os.killpg(group, signal.SIGSTOP)
                    self._stopped.wait(chance.uniform(*STANDSTILL_SECONDS))
                    os.killpg(group, signal.SIGCONT)
                self.counts[f"{kind}: {name}"] += 1
            if name in self._stack.ended():
                self._stack.restart(name)

    def _cut(self) -> None:
        chance = random.Random(f"{self._seed} cut")
        while not self._stopped.wait(chance.uniform(*BETWEEN_CUTS_SECONDS)):
            name = chance.choice(list(self._proxies))
            self._proxies[name].cut(chance.uniform(*CUT_SECONDS))
            self.counts[f"connections cut: {name}"] += 1

    def _repeater(self, topic: str) -> Callable[[], None]:
        """Return a job that publishes a share of a topic's messages once more."""
        subscriber, publisher = pubsub_v1.SubscriberClient(), pubsub_v1.PublisherClient()
        subscription = subscriber.subscription_path(PROJECT, f"{MARK}-{topic}")
        path = publisher.topic_path(PROJECT, topic)
        subscriber.create_subscription(name=subscription, topic=path)
        chance = random.Random(f"{self._seed} {topic}")

        def repeat() -> None:
            while not self._stopped.is_set():
                try:
                    received = subscriber.pull(subscription=subscription, max_messages=20, timeout=2).received_messages
                except GoogleAPIError:
                    continue
                for item in received:
                    if MARK not in item.message.attributes and chance.random() < SHARE_REPEATED:
                        time.sleep(chance.uniform(0, 0.5))
                        publisher.publish(path, item.message.data, **dict(item.message.attributes), **{MARK: "again"})
                        self.counts[f"repeated: {topic}"] += 1
                if received:
                    subscriber.acknowledge(subscription=subscription, ack_ids=[item.ack_id for item in received])

        return repeat
