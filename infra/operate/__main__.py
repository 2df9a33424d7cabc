"""Work with Vividly: `python -m infra.operate demo`, `publish`, `status`, `events`, `trace`, `redrive` and others."""

import argparse
import sys
from importlib import import_module
from typing import Any, NamedTuple

from rich.console import Console

from infra.local.output import Output
from infra.local.stack import in_environment
from infra.operate.failure import Failure
from infra.operate.target import TARGETS

QUESTION = "Explain photosynthesis for 8th grade students"


class Command(NamedTuple):
    """Name the function below infra.operate that does a command, what that is, and which options it is handed."""

    function: str
    what: str
    options: str


AT = "target project"
COMMANDS = {
    "demo": Command("demo.demo", "a question becomes a lesson", "query grade minutes"),
    "publish": Command("publish.publish", "publish a message file straight to Pub/Sub", f"message follow {AT}"),
    "status": Command("look.status", "show a request's record", f"id {AT}"),
    "events": Command("look.events", "show what happened to a request", f"id {AT}"),
    "trace": Command("trace.trace", "draw when each part of a request was worked on", f"id {AT}"),
    "redrive": Command("redrive.redrive", "start a failed request again from its failed stage", f"id {AT}"),
    "erase": Command("erase.erase", "erase all that is kept of a student", f"student confirm {AT}"),
    "smoke": Command("smoke.smoke", "make a lesson and verify everything about it", f"{AT} url"),
    "load": Command("load.load", "ask many questions at once", f"count burst {AT} url"),
    "api-key": Command("keys.create", "make an API key for a server", f"name role tenant classes {AT}"),
    "revoke-api-key": Command("keys.revoke", "make an API key worthless", f"name {AT}"),
    "student-id": Command("look.student_id", "show what Vividly calls an account", f"account tenant {AT}"),
}
OPTIONS: dict[str, dict[str, Any]] = {
    **{name: {"required": True} for name in ("message", "id", "student", "account", "name", "role")},
    **{name: {"default": ""} for name in ("confirm", "tenant", "classes")},
    "query": {"default": QUESTION},
    "grade": {"default": "8"},
    "minutes": {"default": "3"},
    "follow": {"action": "store_true"},
    "count": {"type": int, "default": 20},
    "burst": {"type": int, "default": 200},
    "target": {"choices": TARGETS, "default": "local"},
    "project": {"help": "the project of --target gcp; else GOOGLE_CLOUD_PROJECT, else gcloud's"},
    "url": {"help": "the address of submit_request with --target gcp; else URL"},
}
VARIABLES = {"project": "GOOGLE_CLOUD_PROJECT", "url": "URL"}
"""Options that stand in for a variable of the environment, and are handed to nobody."""


def main() -> int:
    """Do what the command line asks for."""
    arguments = _parser().parse_args()
    console = Output()
    try:
        with in_environment(_named(arguments)):
            return _run(arguments, console)
    except Failure as failed:
        console.print(str(failed), style="red", markup=False)
        return failed.exit_code
    except KeyboardInterrupt as stopped:
        console.print(str(stopped) or "Stopped.", markup=False)
        return 130


def _run(arguments: argparse.Namespace, console: Console) -> int:
    """Run a command; its module is imported when it is asked for, since Google's clients take a second."""
    command = COMMANDS[arguments.command]
    module, function = command.function.split(".")
    given = [getattr(arguments, option) for option in command.options.split() if option not in VARIABLES]
    ended: int = getattr(import_module(f"infra.operate.{module}"), function)(*given, console)
    return ended


def _named(arguments: argparse.Namespace) -> dict[str, str]:
    """Return the variables that a command line stands in for."""
    named = {variable: getattr(arguments, option, None) for option, variable in VARIABLES.items()}
    return {name: value for name, value in named.items() if value}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infra.operate", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        one = commands.add_parser(name, help=command.what)
        for option in command.options.split():
            one.add_argument(f"--{option}", **OPTIONS[option])
    return parser


if __name__ == "__main__":
    sys.exit(main())
