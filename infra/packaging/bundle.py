"""The source bundle of a function: everything that it needs and nothing else, flat.

main.py  core.py  …            the function's folder
shared/                        what functions share
pipeline.yaml  …               the declarations
web/                           what the topology lists under `includes`
requirements.txt               what this function imports, pinned
constraints.txt                the pins of all that those need in turn
"""

import shutil
import zipfile
from pathlib import Path

from infra.packaging.lock import BadBundle, name, pinned, with_needs, without_comments
from shared import topology

REPOSITORY = Path(__file__).parent.parent.parent
DECLARATIONS = ("pipeline.yaml", "prices.yaml", "voices.yaml")

_NOT_DEPLOYED = shutil.ignore_patterns("__pycache__", "requirements.in", "*.pyc")
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold: the same files give the same bytes


def build(function: str, destination: Path, repository: Path = REPOSITORY) -> None:
    """Write the bundle of a function into a folder, replacing what was there."""
    source = repository / "functions" / function
    if not (source / "main.py").is_file():
        raise BadBundle(f"{source / 'main.py'} is not there, but the topology has a function {function}")
    if destination.exists():
        shutil.rmtree(destination)
    shutil.copytree(source, destination, ignore=_NOT_DEPLOYED)
    (destination / "__init__.py").unlink(missing_ok=True)  # the top folder is no package: main.py stands alone
    shutil.copytree(repository / "shared", destination / "shared", ignore=_NOT_DEPLOYED)
    for declaration in DECLARATIONS:
        shutil.copyfile(repository / "infra" / declaration, destination / declaration)
    for folder in topology.load().functions[function].includes:
        shutil.copytree(repository / folder, destination / folder)
    lock = (repository / "requirements.txt").read_text("utf-8")
    wanted = requirements_in(repository / "shared") | requirements_in(source)
    (destination / "requirements.txt").write_text("-c constraints.txt\n" + pinned(wanted, lock), "utf-8")
    (destination / "constraints.txt").write_text(pinned(with_needs(wanted, lock), lock), "utf-8")


def zipped(folder: Path, file: Path) -> None:
    """Write a folder as a zip whose bytes depend on nothing but names and contents."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _ZIP_TIME)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())


def requirements_in(folder: Path) -> set[str]:
    """Return the packages that a folder's `requirements.in` names; raise `BadBundle` where it has none."""
    file = folder / "requirements.in"
    if not file.is_file():
        raise BadBundle(f"{file} is not there; it lists what its folder imports")
    return {name(line) for line in without_comments(file.read_text("utf-8")).splitlines()}
