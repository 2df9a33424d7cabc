"""Run the local stack while everything goes wrong: `python -m infra.chaos --minutes 10 --seed 1`."""

import argparse
import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table

from infra.chaos.faults import Faults
from infra.chaos.load import Load
from infra.chaos.proxy import Proxy
from infra.chaos.verdict import judge
from infra.local.output import Output
from infra.local.seed import seed as seed_library
from infra.local.services import REPOSITORY
from infra.local.stack import PROJECT, Stack, Variations, in_environment
from infra.operate.checks import Check
from shared import topology
from shared.cloud import Cloud, connect
from shared.topology import Topology

SERVERS = {"speech": "infra.chaos.speech_server", "vertex": "infra.chaos.vertex_server"}
CUT = ("firestore", "storage", "pubsub")
OPEN_AT_ONCE = 3
SETTLING_SECONDS = 900.0
LEAST_SHARE = 0.7


@dataclass(frozen=True)
class Run:
    """Hold what a run is asked for."""

    minutes: float
    seed: int
    lease_seconds: int


def main() -> int:
    """Do what the command line asks for; the result says whether everything held."""
    parser = argparse.ArgumentParser(prog="python -m infra.chaos", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lease", type=int, default=60, help="seconds; timeouts and deadlines are shortened with it")
    parser.add_argument("--out", type=Path, default=REPOSITORY / "out" / "chaos.json")
    arguments = parser.parse_args()
    console = Output()
    run = Run(arguments.minutes, arguments.seed, arguments.lease)
    with tempfile.TemporaryDirectory(prefix="vividly-chaos-") as name:
        report = execute(run, Path(name), console)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(json.dumps(report, indent=2) + "\n", "utf-8")
    console.print(f"{arguments.out} has all of it.")
    return 0 if report["holds"] else 1


def execute(run: Run, folder: Path, console: Console) -> dict[str, Any]:
    """Run a stack under faults, wait until all requests have ended, and judge."""
    calls = folder / "calls.jsonl"
    calls.touch()
    proxies: dict[str, Proxy] = {}

    def front(service: str, address: str) -> str:
        if service not in CUT:
            return address
        proxies[service] = Proxy(address)
        return proxies[service].address

    declaration = shortened(run.lease_seconds)
    declared = topology.parse(declaration)
    variations = Variations(declared, yaml.safe_dump(declaration), SERVERS, front)
    own = {"CHAOS_SEED": str(run.seed), "CHAOS_CALLS": str(calls)}
    with (
        in_environment(own),
        Stack(folder=folder, page_port=None, variations=variations) as stack,
        in_environment(stack.environment),
    ):
        seed_library(PROJECT, stack.environment["GCS_OER_CONTENT_BUCKET"])
        return _under_faults(run, stack, declared, proxies, calls, console)


def _under_faults(
    run: Run, stack: Stack, declared: Topology, proxies: dict[str, Proxy], calls: Path, console: Console
) -> dict[str, Any]:
    cloud = connect("submit_request")
    load = Load(stack.page, run.seed)
    faults = Faults(stack, proxies, list(declared.functions), travelled(declared), run.seed)
    faults.start()
    started = time.monotonic()
    with console.status("Everything goes wrong"):
        while time.monotonic() - started < run.minutes * 60:
            if len(_open(load.accepted, cloud)) < OPEN_AT_ONCE:
                load.ask()
            time.sleep(0.5)
    faults.stop()
    faulty_seconds = time.monotonic() - started
    with console.status("The faults are over; what is open comes to its end"):
        while _open(load.accepted, cloud) and time.monotonic() - started < faulty_seconds + SETTLING_SECONDS:
            time.sleep(0.5)
    checks, ends = judge(load.accepted, calls, LEAST_SHARE, cloud)
    for line in calls.read_text("utf-8").splitlines():
        if fault := json.loads(line)["fault"]:
            faults.counts[f"answer {fault}"] += 1
    report = {
        "minutes": run.minutes,
        "seed": run.seed,
        "lease_seconds": run.lease_seconds,
        "cpus": os.cpu_count(),
        "requests": len(load.accepted),
        "ends": ends,
        "faults": dict(sorted(faults.counts.items())),
        "settled_after_seconds": round(time.monotonic() - started - faulty_seconds, 1),
        "holds": all(check.is_right for check in checks),
        "checks": [check._asdict() for check in checks],
    }
    _show(report, checks, console)
    return report


def shortened(lease_seconds: int) -> dict[str, Any]:
    """Return the topology's document with all times in proportion to a short lease, so that recovery is seen."""
    document: dict[str, Any] = yaml.safe_load(topology.beside_the_topology("pipeline.yaml").read_text("utf-8"))
    times = {"timeout_seconds": lease_seconds - 20, "lease_seconds": lease_seconds}
    subscription = {"acknowledgement_deadline_seconds": lease_seconds - 10, "maximum_backoff_seconds": 5}
    document["defaults"]["function"] |= times
    document["defaults"]["subscription"] |= subscription
    for function in document["functions"].values():
        function.pop("timeout_seconds", None)
        for name in ("acknowledgement_deadline_seconds", "minimum_backoff_seconds", "maximum_backoff_seconds"):
            function.get("subscription", {}).pop(name, None)
    for schedule in document["schedules"].values():
        schedule["period_seconds"] = 5
    return document


def travelled(declared: Topology) -> list[str]:
    """Return the topics that work travels on: no schedules, and none of what could not be worked on."""
    subscriptions = [function.subscription for function in declared.functions.values() if function.subscription]
    others = {*declared.schedules, *(subscription.dead_letter_topic for subscription in subscriptions)}
    return [name for name in declared.topics if name not in others]


def _open(requests: list[str], cloud: Cloud) -> list[str]:
    records = {request_id: cloud.requests.read(request_id) for request_id in requests[-4 * OPEN_AT_ONCE :]}
    return [name for name, record in records.items() if record is None or not record.status.is_terminal]


def _show(report: dict[str, Any], checks: list[Check], console: Console) -> None:
    table = Table("Fault", "Times", box=None, pad_edge=False)
    for name, count in report["faults"].items():
        table.add_row(name, str(count))
    console.print(table)
    ends = ", ".join(f"{count} {end}" for end, count in sorted(report["ends"].items()))
    settled = f"All had ended {report['settled_after_seconds']} s after the last fault."
    console.print(f"\n{report['requests']} requests: {ends}. {settled}")
    for check in checks:
        console.print(f"{'✓' if check.is_right else '✗'} {check.name}  {check.detail}", markup=False)


if __name__ == "__main__":
    sys.exit(main())
