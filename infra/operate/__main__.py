"""Work with Vividly: `python -m infra.operate demo`, `publish`, `status`, `events`, `trace`, `redrive` and others."""

import argparse
import sys

from rich.console import Console

from infra.local.stack import in_environment
from infra.operate.failure import Failure
from infra.operate.target import TARGETS

PIPE_WIDTH = 160
QUESTION = "Explain photosynthesis for 8th grade students"


def main() -> int:
    """Do what the command line asks for."""
    arguments = _parser().parse_args()
    # A file or a pipe has no width: leave lines whole.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else PIPE_WIDTH)
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
        case "load":
            from infra.operate.load import load

            return load(arguments.count, arguments.burst, arguments.target, console)
        case "redrive":
            from infra.operate.redrive import redrive

            return redrive(arguments.id, arguments.target, console)
        case "erase":
            from infra.operate.erase import erase

            return erase(arguments.student, arguments.confirm, arguments.target, console)
        case "api-key":
            from infra.operate.keys import create

            named = arguments.name, arguments.role, arguments.tenant, arguments.classes
            return create(*named, arguments.target, console)
        case "revoke-api-key":
            from infra.operate.keys import revoke

            return revoke(arguments.name, arguments.target, console)
        case "student-id":
            from infra.operate.look import student_id

            return student_id(arguments.account, arguments.tenant, arguments.target, console)
        case "trace":
            from infra.operate.trace import trace

            return trace(arguments.id, arguments.target, console)
        case command:
            from infra.operate import look

            show = look.status if command == "status" else look.events
            return show(arguments.id, arguments.target, console)


def _named(arguments: argparse.Namespace) -> dict[str, str]:
    """Return the variables that a command line stands in for."""
    named = {
        "GOOGLE_CLOUD_PROJECT": getattr(arguments, "project", None),
        "URL": getattr(arguments, "url", None),
    }
    return {name: value for name, value in named.items() if value}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infra.operate", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    demo = commands.add_parser("demo", help="a question becomes a lesson")
    demo.add_argument("--query", default=QUESTION)
    demo.add_argument("--grade", default="8")
    demo.add_argument("--minutes", default="3")
    publish = commands.add_parser("publish", help="publish a message file straight to Pub/Sub")
    publish.add_argument("--message", required=True)
    publish.add_argument("--follow", action="store_true")
    status = commands.add_parser("status", help="show a request's record")
    events = commands.add_parser("events", help="show what happened to a request")
    trace = commands.add_parser("trace", help="draw when each part of a request was worked on")
    redrive = commands.add_parser("redrive", help="start a failed request again from its failed stage")
    for command in (status, events, trace, redrive):
        command.add_argument("--id", required=True)
    erase = commands.add_parser("erase", help="erase all that is kept of a student")
    erase.add_argument("--student", required=True)
    erase.add_argument("--confirm", default="")
    smoke = commands.add_parser("smoke", help="make a lesson and verify everything about it")
    load = commands.add_parser("load", help="ask many questions at once")
    load.add_argument("--count", type=int, default=20)
    load.add_argument("--burst", type=int, default=200)
    key = commands.add_parser("api-key", help="make an API key for a server")
    revoke = commands.add_parser("revoke-api-key", help="make an API key worthless")
    student = commands.add_parser("student-id", help="show what Vividly calls an account")
    student.add_argument("--account", required=True)
    for command in (key, revoke):
        command.add_argument("--name", required=True)
    key.add_argument("--role", required=True)
    key.add_argument("--classes", default="")
    for command in (key, student):
        command.add_argument("--tenant", default="")
    for command in (publish, status, events, trace, redrive, erase, smoke, load, key, revoke, student):
        command.add_argument("--target", choices=TARGETS, default="local")
        command.add_argument("--project", help="the project of --target gcp; else GOOGLE_CLOUD_PROJECT, else gcloud's")
    for command in (smoke, load):
        command.add_argument("--url", help="the address of submit_request with --target gcp; else URL")
    return parser


if __name__ == "__main__":
    sys.exit(main())
