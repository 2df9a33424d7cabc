"""The way of a request, as a drawing and as a table: functions and what starts them, from the topology.

The chain's order is that of `shared/progress.py`. A stage that emits nothing hands on by the objects that it creates.
"""

from itertools import pairwise

from shared.progress import STAGES
from shared.topology import Function, Topology


def diagram(topology: Topology) -> str:
    """Return the functions as a Mermaid flowchart, each arrow with the name of what travels along it."""
    chain = [name for name in STAGES if name in topology.functions]
    beside = [name for name in topology.functions if name not in STAGES]
    lines = [
        "```mermaid",
        "flowchart TB",
        "    student([a student]) -- HTTP --> " + chain[0],
        *(f'    {before} -- "{_travels(topology.functions[after])}" --> {after}' for before, after in pairwise(chain)),
        f"    {chain[-1]} --> lesson([a lesson])",
    ]
    lines += [
        f'    beside{number}(["{_source(topology.functions[name], topology)}"]) --> {name}'
        for number, name in enumerate(beside)
    ]
    return "\n".join([*lines, "```"])


def table(topology: Topology) -> str:
    """Return the functions as a Markdown table: the chain in order, then what is beside it."""
    chain = [name for name in STAGES if name in topology.functions]
    beside = [name for name in topology.functions if name not in STAGES]
    numbered = [*((str(number), name) for number, name in enumerate(chain)), *(("", name) for name in beside)]
    rows = [
        f"| {number} | [`{name}`](functions/{name}/main.py) | {_starts(topology.functions[name])} "
        f"| {topology.functions[name].description.rstrip('.')} |"
        for number, name in numbered
    ]
    return "\n".join(["| # | function | started by | to |", "|---|---|---|---|", *rows])


def _travels(function: Function) -> str:
    """Return what comes to a stage of the chain."""
    return f"objects {function.hears.prefix}…" if function.hears.bucket else str(function.hears.topic)


def _source(function: Function, topology: Topology) -> str:
    """Return what starts a function beside the chain, in a few words."""
    if function.hears.bucket:
        return f"a file in the bucket {function.hears.bucket}"
    topic = str(function.hears.topic)
    if topic in topology.schedules:
        return f"{topic}: every {topology.schedules[topic].period_seconds} s"
    return topic


def _starts(function: Function) -> str:
    hears = function.hears
    if hears.http:
        return "HTTP"
    if hears.bucket:
        return f"an object under `{hears.prefix}`" if hears.prefix else f"an object in the bucket `{hears.bucket}`"
    return f"topic `{hears.topic}`"
