"""Run all benchmarks, or those that are named: `python -m benchmarks [name …]`; figures go to `out/bench/`.

What needs a local stack starts one of its own.
"""

import sys
from importlib import import_module

from rich.console import Console

from benchmarks import report

ALL = (
    *("rendering", "quality", "memory", "sizing"),  # rendering alone
    *("chain", "disk", "cold_start", "submission", "throughput", "service_times", "cost"),  # the whole chain
    *("page", "scale_simulation"),
)


def main(names: list[str]) -> int:
    """Run benchmarks one after the other: each has the machine to itself."""
    console = Console(highlight=False)
    unknown = [name for name in names if name not in ALL]
    if unknown:
        console.print(f"There is no benchmark {unknown[0]}: there are {', '.join(ALL)}")
        return 2
    for name in names or ALL:
        console.rule(name, align="left")
        report.run(name, import_module(f"benchmarks.{name}").measure)
    console.print("Figures are in out/bench/, a file a benchmark.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
