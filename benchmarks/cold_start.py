"""What a cold start takes: each function's bundle in an environment of its own, with nothing but its requirements.

From the start of the process, as Cloud Functions starts it, to its first answer: of the API to a health check, of the
others to a message that asks for no work, which reads the settings and makes the clients.
"""

import base64
import json
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median
from typing import Any

import psutil
from rich.console import Console

from benchmarks import report
from infra.local import services
from infra.local.installed import Installed, install
from infra.local.ports import HOST, free_port
from infra.local.processes import Processes
from infra.local.services import Service
from infra.local.stack import PROJECT, REGION
from shared import topology

ROUNDS = 3
MOST_SECONDS, MOST_MEBIBYTES = 1.0, 130.0
OF_THE_RENDERERS = 1.5  # seconds: they bring Skia, FFmpeg and NumPy
RENDERERS = ("render_scene", "assemble_video")
LOADING = """
import json, time
started = time.perf_counter()
from functions_framework import create_app
create_app("{function}", "main.py", "http")
seconds = time.perf_counter() - started
[peak] = (line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM:"))
print(json.dumps([seconds, int(peak) / 1024]))
"""


def measure(console: Console) -> dict[str, Any]:
    """Install, load and start every bundle; compiled modules are there, as in an image that was built."""
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name, Processes(Path(name) / "logs") as processes:
        database = services.firestore(free_port())
        processes.start(database)
        processes.wait_until_ready([database])
        emulated = {"FIRESTORE_EMULATOR_HOST": database.address, "TRACES": ""}
        environment = topology.load().environment_of(PROJECT, REGION) | topology.load().local_environment | emulated
        for function in topology.load().functions:
            folder = Path(name) / function
            folder.mkdir()
            bundle = install(function, sys.executable, folder, folder / "environment")
            figures[function] = _measured(bundle, environment, Path(name) / "logs")
    columns = ("Cold start", "Import", "First answer", "Memory", "Aim", "")
    console.print(report.table(columns, (_cells(function, found) for function, found in figures.items())))
    return figures


def _measured(bundle: Installed, environment: dict[str, str], logs: Path) -> dict[str, float]:
    loads = [_loaded(bundle) for _ in range(ROUNDS + 1)][1:]
    starts = [_started(bundle, environment, logs) for _ in range(ROUNDS)]
    return {
        "import_seconds": round(median(seconds for seconds, _ in loads), 3),
        "import_mebibytes": round(median(peak for _, peak in loads), 1),
        "first_answer_seconds": round(median(seconds for seconds, _ in starts), 3),
        "serving_mebibytes": round(median(size for _, size in starts), 1),
        "zip_kibibytes": round(bundle.zip_bytes / 1024),
    }


def _loaded(bundle: Installed) -> list[float]:
    """Return the seconds that loading the function takes, and the most memory that the process then had, in MiB."""
    ended = bundle.runs(LOADING.replace("{function}", bundle.function))
    if ended.returncode:
        raise RuntimeError(f"{bundle.function} cannot be loaded:\n{ended.stderr}")
    found: list[float] = json.loads(ended.stdout.splitlines()[-1])
    return found


def _started(bundle: Installed, environment: dict[str, str], logs: Path) -> tuple[float, float]:
    """Return the seconds to the first answer, and what the worker then holds in MiB."""
    service = bundle.service(environment)
    with Processes(logs) as processes:
        begun = time.perf_counter()
        processes.start(service)
        _answered(service)
        seconds = time.perf_counter() - begun
        workers = psutil.Process(processes.pids[service.name]).children(recursive=True)
        return seconds, max(worker.memory_info().rss for worker in workers) / 2**20


def _answered(service: Service, patience_seconds: float = 30.0) -> None:
    until = time.perf_counter() + patience_seconds
    while True:
        try:
            urllib.request.urlopen(_request(service), timeout=patience_seconds).close()
        except ConnectionError:
            pass
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionError):
                raise
        else:
            return
        if time.perf_counter() > until:
            raise TimeoutError(f"{service.name} does not answer")
        time.sleep(0.005)


def _request(service: Service) -> urllib.request.Request:
    hears = topology.load().functions[service.name].hears
    address = f"http://{HOST}:{service.port}"
    if hears.http:
        return urllib.request.Request(f"{address}/healthz")
    nothing = {"messageId": "1", "publishTime": "2026-01-01T00:00:00Z", "data": base64.b64encode(b"[]").decode()}
    body = json.dumps({"message": nothing, "subscription": f"projects/{PROJECT}/subscriptions/{service.name}"})
    headers = {"Content-Type": "application/json"}
    return urllib.request.Request(f"{address}/projects/{PROJECT}/topics/{hears.topic}", body.encode(), headers)


def _cells(function: str, found: dict[str, float]) -> tuple[str, ...]:
    is_renderer = function in RENDERERS
    most = OF_THE_RENDERERS if is_renderer else MOST_SECONDS
    is_met = found["first_answer_seconds"] < most and (is_renderer or found["serving_mebibytes"] < MOST_MEBIBYTES)
    return (
        function,
        f"{found['import_seconds']:.2f} s, {found['import_mebibytes']:.0f} MiB",
        f"{found['first_answer_seconds']:.2f} s",
        f"{found['serving_mebibytes']:.0f} MiB",
        f"{most} s" if is_renderer else f"{most:.0f} s, {MOST_MEBIBYTES:.0f} MiB",
        report.verdict(is_met),
    )
