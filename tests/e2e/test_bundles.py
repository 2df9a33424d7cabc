"""Every bundle alone: installed into an empty environment, started as in the cloud, and asked how it is."""

import base64
import json
import re
import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from google.cloud.firestore import Client
from rich.console import Console
from rich.table import Table

from infra.local import services
from infra.local.installed import Installed, install, interpreter
from infra.local.ports import HOST, free_port
from infra.local.processes import Processes
from infra.local.services import Service
from infra.local.stack import PROJECT, REGION, in_environment
from shared import topology
from tests.contract.imports import imports_of

pytestmark = pytest.mark.e2e

REPOSITORY = Path(__file__).parent.parent.parent
TOPOLOGY = topology.load()
OLDEST = "3.11"
[(MAJOR, MINOR)] = re.findall(
    r'runtime += "python(\d)(\d+)"', (REPOSITORY / "infra/terraform/functions.tf").read_text()
)
DEPLOYED = f"{MAJOR}.{MINOR}"
"""The runtime that Terraform asks for."""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Return what the topology gives a function, with a database on this machine."""
    database = services.firestore(free_port())
    with Processes(tmp_path_factory.mktemp("logs")) as processes:
        processes.start(database)
        processes.wait_until_ready([database])
        yield TOPOLOGY.environment_of(PROJECT, REGION) | {"FIRESTORE_EMULATOR_HOST": database.address, "TRACES": ""}


@pytest.fixture(scope="module")
def environments(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return where one environment a version is, a new one for each bundle."""
    folder = tmp_path_factory.mktemp("environments")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def measured(pytestconfig: pytest.Config) -> Iterator[dict[tuple[str, str], Installed]]:
    """Collect what the installations took, and print it when all are done."""
    found: dict[tuple[str, str], Installed] = {}
    yield found
    table = Table("Bundle", "Python", "KiB", "Packages", "Installed MiB", "Seconds", box=None)
    for (function, version), one in found.items():
        figures = (f"{one.zip_bytes / 1024:.0f}", str(one.packages), f"{one.mebibytes:.0f}", f"{one.seconds:.1f}")
        table.add_row(function, version, *figures)
    with pytestconfig.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        Console(width=100).print("", table)


@pytest.fixture
def python(request: pytest.FixtureRequest) -> str:
    found = interpreter(request.param)
    if found is None:
        pytest.skip(f"Python {request.param} is not on this machine; `uv python install {request.param}` brings it")
    return found


@pytest.mark.parametrize("function", TOPOLOGY.functions)
@pytest.mark.parametrize("python", sorted({OLDEST, DEPLOYED}), indirect=True)
def test_a_bundle_runs_with_nothing_but_what_it_asks_for(
    function: str,
    python: str,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    environments: Path,
    environment: dict[str, str],
    measured: dict[tuple[str, str], Installed],
) -> None:
    version = request.node.callspec.params["python"]
    measured[function, version] = installed = install(function, python, tmp_path, environments / version)
    assert installed.unpinned() == set()
    assert imported(installed) == ""
    service = installed.service(environment)
    with Processes(tmp_path / "logs") as processes:
        processes.start(service)
        processes.wait_until_ready([service])
        if TOPOLOGY.functions[function].hears.http:
            assert asked(service, "/healthz") == (200, b'{"status":"ok"}', "gunicorn")
        else:
            assert_takes_deliveries(service, environment)


@pytest.mark.parametrize("python", [DEPLOYED], indirect=True)
def test_a_bundle_that_lacks_a_package_is_seen(python: str, tmp_path: Path, environments: Path) -> None:
    lacking = install("narrate_scenes", python, tmp_path, environments / DEPLOYED, without="num2words")
    assert "No module named 'num2words'" in imported(lacking)


def imported(installed: Installed) -> str:
    """Carry out every import of the function's code, those inside of functions too; return what went wrong."""
    return installed.runs("\n".join(sorted(one.statement for one in imports_of(installed.function)))).stderr


def assert_takes_deliveries(service: Service, environment: dict[str, str]) -> None:
    """Push what is no message, which must be kept, and a message that asks for no work."""
    path = f"/projects/{PROJECT}/topics/{TOPOLOGY.functions[service.name].hears.topic}"
    without_data = {"messageId": "1", "publishTime": "2026-01-01T00:00:00Z", "attributes": {"at": str(service.folder)}}
    assert asked(service, path, without_data) == (204, b"", "gunicorn")
    with in_environment(environment):
        kept = [document.to_dict() for document in Client(project=PROJECT).collection("rejected_messages").get()]
    [ours] = [one for one in kept if str(service.folder) in one["data"]]
    assert (ours["function"], ours["reason"]) == (service.name, "not a message with data")
    nothing_to_do = without_data | {"data": base64.b64encode(b"[]").decode()}
    assert asked(service, path, nothing_to_do)[0] == 200


def asked(service: Service, path: str, message: dict[str, object] | None = None) -> tuple[int, bytes, str]:
    """Return the status, the body and the server of an answer; a message is wrapped as Pub/Sub pushes it."""
    push = {"message": message, "subscription": f"projects/{PROJECT}/subscriptions/{service.name}"}
    body = json.dumps(push).encode() if message else None
    request = urllib.request.Request(f"http://{HOST}:{service.port}{path}", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.status, answer.read(), answer.headers["Server"]
