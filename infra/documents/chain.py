"""The way of a request, as a drawing and as a table: functions and what starts them, from the topology.

The chain's order is that of `shared/progress.py`. A stage that emits nothing hands on by the objects that it creates. A
stage that is only told by `also_emits` is a way beside the chain: its arrows are dotted, and it has no number.
"""

from shared.progress import STAGES
from shared.topology import Function, Topology


def diagram(topology: Topology) -> str:
    """Return the functions as a Mermaid flowchart, each arrow with the name of what travels along it."""
    chain = _chain(topology)
    beside = [name for name in topology.functions if name not in chain]
    ends = [f"{chain[-1]} --> lesson([a lesson])", *(f"{name} -.-> lesson" for name in beside if name in STAGES)]
    arrows = [*(arrow for name in [*chain, *beside] for arrow in _arrows_to(name, chain, topology)), *ends]
    arrows.sort(key=lambda arrow: ".->" in arrow)  # Mermaid lays out what it reads first: the chain
    lines = ["```mermaid", "flowchart TB", *arrows, "```"]
    return "\n".join(line if line.startswith(("```", "flowchart")) else f"    {line}" for line in lines)


def _chain(topology: Topology) -> list[str]:
    """Return the stages that every lesson made anew goes through, in order."""
    functions = topology.functions.values()
    emitted = {function.emits for function in functions}
    also_emitted = {topic for function in functions for topic in function.also_emits}
    stages = [name for name in STAGES if name in topology.functions]
    return [name for name in stages if topology.functions[name].hears.topic not in also_emitted - emitted]


def _arrows_to(name: str, chain: list[str], topology: Topology) -> list[str]:
    """Return the arrows that lead to a function: from what emits what it hears, or else from what that is."""
    function = topology.functions[name]
    hears = function.hears
    if hears.http:
        return [f"student([a student]) -- HTTP --> {name}"]
    if hears.bucket and name in chain:
        return [f'{chain[chain.index(name) - 1]} -- "objects {hears.prefix}…" --> {name}']
    told_by = [other for other, its in topology.functions.items() if hears.topic in (its.emits, *its.also_emits)]
    if told_by and not hears.bucket:
        return [_arrow(other, str(hears.topic), name, chain) for other in told_by]
    return [f'to_{name}(["{_source(function, topology)}"]) --> {name}']


def _arrow(start: str, topic: str, end: str, chain: list[str]) -> str:
    return f'{start} -- "{topic}" --> {end}' if {start, end} <= set(chain) else f'{start} -. "{topic}" .-> {end}'


def table(topology: Topology) -> str:
    """Return the functions as a Markdown table: the chain in order, then what is beside it."""
    chain = _chain(topology)
    beside = [name for name in topology.functions if name not in chain]
    numbered = [*((str(number), name) for number, name in enumerate(chain)), *(("", name) for name in beside)]
    rows = [
        f"| {number} | [`{name}`](../functions/{name}/main.py) | {_starts(topology.functions[name])} "
        f"| {topology.functions[name].description.rstrip('.')} |"
        for number, name in numbered
    ]
    return "\n".join(["| # | function | started by | to |", "|---|---|---|---|", *rows])


def _source(function: Function, topology: Topology) -> str:
    """Return what starts a function that no other one starts, in a few words."""
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
