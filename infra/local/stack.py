"""The local stack: the services that stand in for the cloud, and the functions, wired as the topology says."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from infra.local import services, topology_setup
from infra.local.functions import environment_for, function_service
from infra.local.notifications import EVERYTHING
from infra.local.ports import DIRECT, PAGE_PORT, free_port
from infra.local.processes import Processes
from infra.local.schedule import Scheduler
from infra.local.services import REPOSITORY, Service
from shared import topology as topology_module

PROJECT = "vividly-local"
REGION = "us-central1"
FOLDER = REPOSITORY / ".local"


@dataclass(frozen=True)
class Variations:
    """Hold what a stack does otherwise than `make up`, to see how the functions stand it."""

    topology: topology_module.Topology = field(default_factory=topology_module.load)
    declaration: str | None = None
    """The text of `pipeline.yaml` in the functions' bundles, where it is another one."""
    servers: Mapping[str, str] = field(default_factory=dict)
    """Modules that serve instead of those named `speech` and `vertex`."""
    front: Callable[[str, str], str] = lambda service, address: address
    """From a service's address to the one that functions are told."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Variables of the functions that have another value."""


class Stack(Processes):
    """Run the local stack, all of it or some functions only; leaving the context stops it.

    `environment` is what a client needs to talk to it, Vividly's settings included.
    """

    def __init__(
        self,
        functions: Iterable[str] | None = None,
        folder: Path = FOLDER,
        page_port: int | None = PAGE_PORT,
        variations: Variations | None = None,
    ):
        """Run all functions where none are named."""
        super().__init__(folder / "logs")
        self._variations = variations or Variations()
        self._topology = self._variations.topology
        self._functions = list(self._topology.functions if functions is None else functions)
        self.folder = folder
        self._page_port = page_port
        self._scheduler: Scheduler | None = None
        self.services: list[Service] = []
        self.environment: dict[str, str] = {}

    def __enter__(self) -> Self:
        """Start everything, and return when all of it answers."""
        super().__enter__()
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Stop everything."""
        if self._scheduler:
            self._scheduler.stop()
        super().__exit__()

    @property
    def page(self) -> str:
        """Return the address of the page and the API."""
        return f"http://{self._service('submit_request').address}"

    def restart(self, name: str) -> None:
        """Start a service again that has ended, as a new instance comes up for one that died."""
        self.start(self._service(name))

    def _service(self, name: str) -> Service:
        return next(service for service in self.services if service.name == name)

    def _start(self) -> None:
        # Of requests that went with the emulators that they were in.
        shutil.rmtree(self.folder / "traces", ignore_errors=True)
        pubsub = services.pubsub(free_port())
        storage = services.storage(free_port(), pubsub.address, PROJECT, EVERYTHING)
        notifications = services.notifications(pubsub.address, PROJECT)
        servers = self._variations.servers
        speech = services.speech(free_port(), servers.get("speech", services.SPEECH_SERVER))
        vertex = services.vertex(free_port(), servers.get("vertex", services.VERTEX_SERVER))
        others = [services.firestore(free_port()), speech, vertex]
        cloud = [pubsub, storage, *others]
        addresses = {service.name: service.address for service in cloud}
        fronts = {name: self._variations.front(name, address) for name, address in addresses.items()}
        told = _endpoints(addresses) | dict(self._variations.environment)
        self.environment = environment_for(self._topology, PROJECT, REGION, told) | DIRECT
        self._functions_environment = self.environment | _endpoints(fronts) | {"TRACES": str(self.folder / "traces")}
        functions = [self._function(name) for name in self._functions]
        self.services = [*cloud, notifications, *functions]
        for service in [pubsub, *others, *functions]:
            self.start(service)
        with in_environment(self.environment):
            # fake-gcs-server looks for its topic when it starts.
            self.wait_until_ready([pubsub])
            topology_setup.create_topics(self._topology, PROJECT)
            self.start(storage)
            self.start(notifications)
            self.wait_until_ready([storage])
            topology_setup.create_buckets(self._topology, PROJECT)
            self.wait_until_ready(self.services)
            ports = {service.name: service.port for service in functions}
            topology_setup.create_subscriptions(self._topology, PROJECT, ports)
            self._scheduler = Scheduler(self._topology, PROJECT)

    def _function(self, name: str) -> Service:
        declared = self._topology.functions[name]
        port = free_port(self._page_port if declared.hears.http else None)
        service = function_service(name, declared, port, self.folder / "bundles", self._functions_environment)
        if self._variations.declaration is not None:
            (service.folder / "pipeline.yaml").write_text(self._variations.declaration, "utf-8")
        return service


@contextmanager
def in_environment(environment: dict[str, str]) -> Iterator[None]:
    """Set variables for a while: Google's clients read their emulators' addresses from the environment."""
    before = dict(os.environ)
    os.environ.update(environment)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _endpoints(addresses: dict[str, str]) -> dict[str, str]:
    return {
        "PUBSUB_EMULATOR_HOST": addresses["pubsub"],
        "FIRESTORE_EMULATOR_HOST": addresses["firestore"],
        "STORAGE_EMULATOR_HOST": f"http://{addresses['storage']}",
        "TEXT_TO_SPEECH_ENDPOINT": f"http://{addresses['speech']}",
        "VERTEX_AI_ENDPOINT": f"http://{addresses['vertex']}",
    }
