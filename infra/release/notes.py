"""What a release changes in `pyproject.toml` and `CHANGELOG.md`."""

import re
from datetime import date

UNRELEASED = "## Unreleased"
_VERSION = re.compile(r'^version = "(?P<version>[^"]+)"$', re.MULTILINE)


class BadRelease(Exception):
    """Say what keeps a release from being made, and what to do."""


def parsed(version: str) -> tuple[int, ...]:
    """Return a version's numbers; raise `BadRelease` where it is not three numbers."""
    if not re.fullmatch(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}", version):
        raise BadRelease(f"VERSION={version!r} is not a version: three numbers, such as 1.2.3")
    return tuple(map(int, version.split(".")))


def with_version(project: str, version: str) -> str:
    """Return `pyproject.toml` with a new version; raise `BadRelease` where it is not above the present one."""
    found = _VERSION.search(project)
    if found is None:
        raise BadRelease("pyproject.toml has no line `version = …`")
    if parsed(version) <= parsed(found["version"]):
        raise BadRelease(f"{version} is not above {found['version']}, which pyproject.toml has")
    return _VERSION.sub(f'version = "{version}"', project, count=1)


def with_section(changelog: str, version: str, day: date) -> str:
    """Return the changelog with what was unreleased under a version; raise `BadRelease` where there is nothing."""
    before, mark, rest = changelog.partition(f"{UNRELEASED}\n")
    if not mark:
        raise BadRelease(f"CHANGELOG.md has no section {UNRELEASED}")
    if not re.search(r"^- \S", rest.partition("\n## ")[0], re.MULTILINE):
        raise BadRelease("CHANGELOG.md says nothing under “Unreleased”: a release is of something")
    return f"{before}{UNRELEASED}\n\n## [{version}] - {day.isoformat()}\n{rest}"
