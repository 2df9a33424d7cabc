"""Tell which branches no test takes: `coverage json -o out/coverage.json`, then `python -m tests.branches`.

A branch is a way on from a line that has several. Lines are easily all run while half of the ways are not.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MEASURED = Path("out/coverage.json")
LEAST_PERCENT = 90.0
SHOWN = 15


@dataclass(frozen=True)
class Branches:
    """Hold how many branches a module has, and how many of them a test takes."""

    module: str
    taken: int
    count: int

    @property
    def percent(self) -> float:
        """Return the share that is taken; 100 where there is none."""
        return 100 * self.taken / self.count if self.count else 100.0


def read(measured: dict[str, Any]) -> list[Branches]:
    """Return the branches of each module, those with the most untaken ones first."""
    found = [
        Branches(name, file["summary"]["covered_branches"], file["summary"]["num_branches"])
        for name, file in measured["files"].items()
    ]
    return sorted(found, key=lambda one: (one.taken - one.count, one.module))


def main() -> int:
    """Print the modules with the most untaken branches and the whole; end with 1 where that is too little."""
    parser = argparse.ArgumentParser(prog="python -m tests.branches", description=__doc__)
    parser.add_argument("--measured", type=Path, default=MEASURED)
    parser.add_argument("--least", type=float, default=LEAST_PERCENT, help="percent of all branches")
    arguments = parser.parse_args()
    if not arguments.measured.is_file():
        print(f"{arguments.measured} is not there: make coverage")
        return 2
    modules = read(json.loads(arguments.measured.read_text("utf-8")))
    for one in modules[:SHOWN]:
        if one.taken < one.count:
            print(f"{one.module:55} {one.count - one.taken:4} of {one.count:4} branches untaken  {one.percent:5.1f} %")
    whole = Branches("all", sum(one.taken for one in modules), sum(one.count for one in modules))
    print(f"{whole.taken} of {whole.count} branches are taken: {whole.percent:.1f} %; at least {arguments.least:.0f} %")
    return 0 if whole.percent >= arguments.least else 1


if __name__ == "__main__":
    sys.exit(main())
