"""Release a version: `python -m infra.release 1.2.3`. It looks, runs the gate, and then writes, commits and tags."""

import argparse
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from infra.release.notes import BadRelease, parsed, with_section, with_version

GATE = ".ci/run"
CHANGED = ("pyproject.toml", "CHANGELOG.md")


def main() -> int:
    """Release what is checked out in the present folder, or say why not."""
    parser = argparse.ArgumentParser(prog="python -m infra.release", description=__doc__)
    parser.add_argument("version", help="three numbers, such as 1.2.3")
    try:
        release(parser.parse_args().version, Path.cwd())
    except BadRelease as bad:
        print(f"Nothing is released: {bad}", file=sys.stderr)
        return 1
    return 0


def release(version: str, repository: Path) -> None:
    """Check, run the gate, write, commit and tag; raise `BadRelease` before anything is changed."""
    parsed(version)
    _ensure_ready(version, repository)
    project, changelog = ((repository / name).read_text("utf-8") for name in CHANGED)
    written = (with_version(project, version), with_section(changelog, version, datetime.now(UTC).date()))
    if subprocess.run([repository / GATE], cwd=repository).returncode:
        raise BadRelease(f"{GATE} failed")
    _ensure_ready(version, repository)
    for name, text in zip(CHANGED, written, strict=True):
        (repository / name).write_text(text, "utf-8")
    _git(repository, "commit", "--quiet", "-m", f"Release {version}", "--", *CHANGED)
    _git(repository, "tag", "--annotate", f"v{version}", "-m", f"Vividly {version}")
    print(f"v{version} is committed and tagged. To publish it: git push --follow-tags")


def _ensure_ready(version: str, repository: Path) -> None:
    """Refuse what is uncommitted, and a tag that is there."""
    uncommitted = _git(repository, "status", "--porcelain").splitlines()
    if uncommitted:
        raise BadRelease(f"{len(uncommitted)} files are not committed, {uncommitted[0].split()[-1]} among them")
    if _git(repository, "tag", "--list", f"v{version}"):
        raise BadRelease(f"the tag v{version} is there already")


def _git(repository: Path, *arguments: str) -> str:
    ended = subprocess.run(["git", *arguments], cwd=repository, capture_output=True, text=True)
    if ended.returncode:
        raise BadRelease(f"git {arguments[0]}: {ended.stderr.strip()}")
    return ended.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
