"""The functions of the topology as processes of functions-framework, each from its bundle."""

import os
import sys
from pathlib import Path

from infra.local.ports import HOST
from infra.local.services import Service
from infra.packaging.bundle import build
from shared.topology import Function, Topology

PAGE_PORT = 8080
MOST_THREADS = 8
POLITENESS = 5


def function_service(name: str, function: Function, port: int, folder: Path, environment: dict[str, str]) -> Service:
    """Build a function's bundle and return the service that runs it."""
    bundle = folder / name
    build(name, bundle)
    framework = Path(sys.executable).with_name("functions-framework")
    # In the cloud they have machines of their own; here a student who asks must not wait for a video.
    politeness = ["nice", "-n", str(POLITENESS)] if function.concurrency == 1 else []
    command = [
        *politeness,
        str(framework),
        "--source",
        str(bundle / "main.py"),
        "--target",
        name,
        "--host",
        HOST,
        "--port",
        str(port),
    ]
    # As in the cloud, where no function has a trigger of its own: one that hears a topic says itself that it does.
    command += ["--signature-type", "http"]
    # gunicorn keeps a control socket in the home directory, which other servers on this machine may hold.
    own = {"HOME": str(bundle)}
    return Service(name, function.description, port, command, environment | _concurrency(function) | own, folder=bundle)


def environment_for(topology: Topology, project: str, region: str, endpoints: dict[str, str]) -> dict[str, str]:
    """Return what every function gets: the topology's environment with this machine's differences and endpoints."""
    return topology.environment_of(project, region) | topology.local_environment | endpoints


def _concurrency(function: Function) -> dict[str, str]:
    """Return how many requests run at once: many in one process, or one in each of as many processes as cores."""
    if function.concurrency == 1 and function.maximum_instances > 1:
        return {"WORKERS": str(min(os.cpu_count() or 1, function.maximum_instances)), "THREADS": "1"}
    return {"WORKERS": "1", "THREADS": str(min(function.concurrency, MOST_THREADS))}
