"""Work with Vividly: `python -m infra.operate demo`, `publish`, `status`, `events`, `smoke`."""

import argparse
import sys

from rich.console import Console

from infra.operate.failure import Failure
from infra.operate.target import TARGETS

PIPE_WIDTH = 160


def main() -> int:
    """Do what the command line asks for."""
    arguments = _parser().parse_args()
    # A file or a pipe has no width: leave lines whole.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else PIPE_WIDTH)
    try:
        return _run(arguments, console)
    except Failure as failed:
        console.print(str(failed), style="red", markup=False)
        return failed.exit_code
    except KeyboardInterrupt:
        console.print("Stopped watching; what was asked for goes on.")
        return 130


def _run(arguments: argparse.Namespace, console: Console) -> int:
    """Run a command; each is imported when it is asked for, since Google's clients take a second."""
    match arguments.command:
        case "demo":
            from infra.operate.demo import demo

            return demo(arguments.query, arguments.grade, arguments.minutes, console)
        case "publish":
            from infra.operate.publish import publish

            return publish(arguments.message, arguments.target, arguments.follow, console)
        case "smoke":
            from infra.operate.smoke import smoke

            return smoke(arguments.target, console)
        case command:
            from infra.operate import look

            show = look.status if command == "status" else look.events
            return show(arguments.id, arguments.target, console)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infra.operate", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    demo = commands.add_parser("demo", help="a question becomes a lesson")
    demo.add_argument("--query", required=True)
    demo.add_argument("--grade", required=True)
    demo.add_argument("--minutes", required=True)
    publish = commands.add_parser("publish", help="publish a message file straight to Pub/Sub")
    publish.add_argument("--message", required=True)
    publish.add_argument("--follow", action="store_true")
    status = commands.add_parser("status", help="show a request's record")
    events = commands.add_parser("events", help="show what happened to a request")
    for command in (status, events):
        command.add_argument("--id", required=True)
    smoke = commands.add_parser("smoke", help="make a lesson and verify everything about it")
    for command in (publish, status, events, smoke):
        command.add_argument("--target", choices=TARGETS, default="local")
    return parser


if __name__ == "__main__":
    sys.exit(main())
