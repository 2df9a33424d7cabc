"""A deployment as one file: the bundles, the declarations and the Terraform that deployed them; nothing to build."""

import io
import shutil
import tarfile
from pathlib import Path

HOLDS = ("dist", "infra/pipeline.yaml", "infra/access.yaml", "infra/terraform")
LEFT_OUT = (".terraform", "vividly.tfplan", "tests")


class BadArchive(Exception):
    """Say what keeps a deployment from being kept or found."""


def pack(repository: Path) -> bytes:
    """Return the archive of what a repository has built and would deploy."""
    if not list((repository / "dist").glob("*.zip")):
        raise BadArchive("No bundles are built that could be kept: make package")
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name in HOLDS:
            archive.add(repository / name, name, filter=_kept)
    return packed.getvalue()


def unpack(packed: bytes, folder: Path) -> None:
    """Write a deployment into a folder, replacing what was there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(packed), mode="r:gz") as archive:
        archive.extractall(folder, filter="data")


def _kept(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    return None if Path(member.name).name in LEFT_OUT else member
