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
    # In the cloud each has machines of its own; here a student who asks must not wait for somebody's lesson.
    politeness = [] if function.hears.http else ["nice", "-n", str(POLITENESS)]
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
    """Return how many processes stand for instances, as many as cores at most, and how much each does at once."""
    is_wide = function.concurrency == 1 or function.hears.http is not None
    workers = min(os.cpu_count() or 1, function.maximum_instances) if is_wide else 1
    return {"WORKERS": str(workers), "THREADS": str(min(function.concurrency, MOST_THREADS))}
