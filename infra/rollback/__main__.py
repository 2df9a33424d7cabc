"""Keep what was deployed and verified, or fetch it again: `python -m infra.rollback keep`, or `fetch`."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from infra.rollback import archive, shelf
from infra.rollback.archive import BadArchive
from shared.bucket import Bucket
from shared.errors import Unavailable

REPOSITORY = Path(__file__).parent.parent.parent


def main() -> int:
    """Do what the command line asks for; return 1 with a sentence where it cannot be done."""
    from google.api_core.exceptions import GoogleAPIError
    from google.auth.exceptions import GoogleAuthError

    arguments = _parser().parse_args()
    try:
        _run(arguments)
    except (BadArchive, Unavailable) as error:
        print(error, file=sys.stderr)
        return 1
    except GoogleAuthError:
        print("Nobody is signed in: gcloud auth application-default login", file=sys.stderr)
        return 1
    except GoogleAPIError as error:
        print(f"gs://{shelf.bucket_of(arguments.project)} does not answer: {error}", file=sys.stderr)
        return 1
    return 0


def _run(arguments: argparse.Namespace) -> None:
    from google.cloud.storage import Client

    bucket = Bucket(Client(project=arguments.project), shelf.bucket_of(arguments.project))
    if arguments.command == "keep":
        packed = archive.pack(REPOSITORY)
        name = shelf.keep(packed, arguments.commit, arguments.environment, datetime.now(UTC), bucket)
        print(f"Kept {name}: make rollback PROJECT={arguments.project} COMMIT={arguments.commit}")
    else:
        name, packed = shelf.find(arguments.commit, arguments.environment, bucket)
        archive.unpack(packed, arguments.into)
        print(f"Going back to {name}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infra.rollback", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    keep = commands.add_parser("keep", help="keep the bundles, the declarations and the Terraform that are deployed")
    keep.add_argument("--commit", required=True)
    fetch = commands.add_parser("fetch", help="write the newest deployment, or a commit's, into a folder")
    fetch.add_argument("--commit", default="", help="a commit's hash, or its beginning")
    fetch.add_argument("--into", type=Path, required=True)
    for command in (keep, fetch):
        command.add_argument("--project", required=True)
        command.add_argument("--environment", required=True)
    return parser


if __name__ == "__main__":
    sys.exit(main())
