"""The functions of the topology as processes of functions-framework, each from its bundle."""

import os
import sys
from dataclasses import replace
from pathlib import Path

from infra.local.ports import HOST
from infra.local.services import Service
from infra.packaging.bundle import build
from shared.topology import Function, Topology

MOST_THREADS = 8
POLITENESS = 5


def function_service(name: str, function: Function, port: int, folder: Path, environment: dict[str, str]) -> Service:
    """Build a function's bundle and return the service that runs it."""
    bundle = folder / name
    build(name, bundle)
    # In the cloud each has machines of its own; here a student who asks must not wait for somebody's lesson.
    politeness = [] if function.hears.http else ["nice", "-n", str(POLITENESS)]
    served = serve(name, bundle, Path(sys.executable), port, environment | _concurrency(function))
    return replace(served, what=function.description, command=[*politeness, *served.command])


def serve(name: str, bundle: Path, python: Path, port: int, environment: dict[str, str]) -> Service:
    """Return a bundle as Cloud Functions serves one that has no trigger of its own, by the packages of a Python."""
    # gunicorn keeps a control socket in the home directory, which other servers on this machine may hold.
    own = {"FUNCTION_TARGET": name, "FUNCTION_SIGNATURE_TYPE": "http", "PORT": str(port), "HOME": str(bundle)}
    command = [str(python.with_name("functions-framework")), "--host", HOST]
    return Service(name, name, port, command, environment | own, folder=bundle)


def environment_for(topology: Topology, project: str, region: str, endpoints: dict[str, str]) -> dict[str, str]:
    """Return what every function gets: the topology's environment with this machine's differences and endpoints."""
    return topology.environment_of(project, region) | topology.local_environment | endpoints


def _concurrency(function: Function) -> dict[str, str]:
    """Return how many processes stand for instances, as many as cores at most, and how much each does at once."""
    is_wide = function.concurrency == 1 or function.hears.http is not None
    workers = min(os.cpu_count() or 1, function.maximum_instances) if is_wide else 1
    return {"WORKERS": str(workers), "THREADS": str(min(function.concurrency, MOST_THREADS))}
