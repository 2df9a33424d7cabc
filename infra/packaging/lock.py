"""The lock, `requirements.txt`, as uv writes it: pins, each with those that ask for it.

alpha==1.0 ; python_full_version >= '3.12'
    # via
    #   -r requirements.in
    #   beta
"""

import re
from collections import defaultdict


class BadBundle(Exception):
    """Say what keeps a bundle from being built."""


def pinned(wanted: set[str], lock: str) -> str:
    """Return the lines of a lock that pin some packages; raise `BadBundle` for one that is not in it."""
    lines = [line for line in without_comments(lock).splitlines() if name(line) in wanted]
    missing = sorted(wanted - {name(line) for line in lines})
    if missing:
        raise BadBundle(f"requirements.txt does not pin {', '.join(missing)}; add it to requirements.in, `make lock`")
    return "".join(f"{line}\n" for line in lines)


def with_needs(wanted: set[str], lock: str) -> set[str]:
    """Return some packages and all that those need in turn."""
    needs = _needs(lock)
    found: set[str] = set()
    waiting = set(wanted)
    while waiting:
        package = waiting.pop()
        found.add(package)
        waiting |= needs[package] - found
    return found


def name(line: str) -> str:
    """Return the package that a line is about, in its normal form."""
    return re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0].lower().replace("_", "-").replace(".", "-")


def without_comments(text: str) -> str:
    """Return the lines that say something."""
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def _needs(lock: str) -> dict[str, set[str]]:
    """Return what each package asks for: a lock says it the other way round, below each pin."""
    needs: dict[str, set[str]] = defaultdict(set)
    package = ""
    for line in lock.splitlines():
        if "==" in line and not line.startswith((" ", "#")):
            package = name(line)
        elif package and line.startswith(" ") and (asking := line.strip(" #").removeprefix("via").strip()):
            needs[name(asking)].add(package)
    return needs
