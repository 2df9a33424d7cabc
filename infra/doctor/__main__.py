"""Say what this machine lacks, or with `--target gcp --project …` what a project lacks, and what to do about it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TypeVar

from infra.doctor import machine, project, table
from infra.doctor.verdict import State, Verdict, unknown
from infra.doctor.world import World

Subject = TypeVar("Subject")


def main() -> int:
    """Check, print, and return 1 where something is missing that nothing works without."""
    parser = argparse.ArgumentParser(prog="python -m infra.doctor", description=__doc__)
    parser.add_argument("--target", choices=("local", "gcp"), default="local")
    parser.add_argument("--project", default="")
    parser.add_argument("--region", default="us-central1")
    arguments = parser.parse_args()
    world = World()
    if arguments.target == "local":
        verdicts = examine(machine.CHECKS, world)
    elif arguments.project:
        verdicts = examine_project(project.Project(arguments.project, arguments.region, world))
    else:
        print("Which project? make doctor TARGET=gcp PROJECT=…", file=sys.stderr)
        return 2
    table.show(verdicts)
    print(table.summary(verdicts))
    return int(any(one.state is State.LACKING for one in verdicts))


def examine(checks: tuple[Callable[[Subject], Verdict], ...], subject: Subject) -> list[Verdict]:
    """Carry out checks; one that fails itself is a verdict too."""
    verdicts = []
    for check in checks:
        try:
            verdicts.append(check(subject))
        except Exception as error:  # whatever is broken here must not keep the other checks from being made
            name = check.__name__.replace("_", " ").capitalize()
            verdicts.append(unknown(name, str(error) or type(error).__name__))
    return verdicts


def examine_project(subject: project.Project) -> list[Verdict]:
    """Carry out the checks of a project, as far as there is somebody to ask with."""
    for needed in (1, 2):
        verdicts = examine(project.CHECKS[:needed], subject)
        if any(one.state is not State.GOOD for one in verdicts):
            return verdicts
    return examine(project.CHECKS, subject)


if __name__ == "__main__":
    sys.exit(main())
