"""Where deployments are kept: beside Terraform's state, one object each, named so that the newest is the last."""

from datetime import datetime

from infra.rollback.archive import BadArchive
from shared.bucket import Bucket


def bucket_of(project: str) -> str:
    """Return the bucket that `make bootstrap` has made."""
    return f"{project}-vividly-state"


def keep(packed: bytes, commit: str, environment: str, now: datetime, shelf: Bucket) -> str:
    """Keep a deployment and return its name."""
    name = f"{now:%Y%m%dT%H%M%SZ}-{commit}"
    shelf.create(f"{_folder(environment)}{name}.tar.gz", packed, "application/gzip")
    return name


def find(commit: str, environment: str, shelf: Bucket) -> tuple[str, bytes]:
    """Return the name and the bytes of the newest deployment, of a commit where all or some of its hash is given."""
    paths = sorted(shelf.paths_under(_folder(environment)))
    found = [path for path in paths if _commit(path).startswith(commit) or commit.startswith(_commit(path))]
    if not found:
        known = ", ".join(_commit(path) for path in paths) or "none"
        wanted = f"of the commit {commit}" if commit else f"for {environment}"
        raise BadArchive(f"gs://{shelf.name} has no deployment {wanted}. It has: {known}. `make keep` keeps one.")
    return _name(found[-1]), shelf.read(found[-1])


def _folder(environment: str) -> str:
    return f"deployments/{environment}/"


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".tar.gz")


def _commit(path: str) -> str:
    return _name(path).partition("-")[2]
