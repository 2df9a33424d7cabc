"""Look for known vulnerabilities in what is pinned: `python -m infra.packaging.audit [--must-reach]`.

The service that knows them is asked over the network. Where it does not answer, or does not know a package, that
package is not clean but unknown: this is said, and fails only with `--must-reach`, as the build in the cloud runs it.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

REPOSITORY = Path(__file__).parent.parent.parent
LOCKS = sorted(REPOSITORY.glob("requirements*.txt"))
EXPLANATIONS = Path(__file__).with_name("vulnerabilities.yaml")
SECONDS = 300
NAMED = 5


@dataclass
class Findings:
    """Hold what is known of the pinned packages."""

    clean: int = 0
    unknown: list[str] = field(default_factory=list)
    explained: list[str] = field(default_factory=list)
    vulnerable: list[str] = field(default_factory=list)
    """One line each: what is affected, by what, and which version mends it."""
    outdated: list[str] = field(default_factory=list)
    """Explanations of what is not there any more."""

    def status(self, must_reach: bool) -> int:
        """Return the exit status: 1 where something is to be mended, 3 where too little is known."""
        if self.vulnerable or self.outdated:
            return 1
        return 3 if self.unknown and must_reach else 0


def findings(packages: list[dict[str, Any]], explanations: dict[str, str]) -> Findings:
    """Sort what pip-audit reports of each package; `explanations` are reasons by the id of a vulnerability."""
    found = Findings()
    seen = set()
    for package in packages:
        if "skip_reason" in package:
            found.unknown.append(package["name"])
        for one in package.get("vulns", []):
            seen.add(one["id"])
            mended = ", ".join(one["fix_versions"]) or "no version"
            line = f"{package['name']} {package['version']}: {one['id']}, mended in {mended}"
            (found.explained if one["id"] in explanations else found.vulnerable).append(line)
        found.clean += "skip_reason" not in package and not package.get("vulns")
    found.outdated = [] if found.unknown else sorted(set(explanations) - seen)
    return found


def report(found: Findings) -> str:
    """Return what a person should know."""
    lines = [f"Vulnerable: {line}" for line in found.vulnerable]
    lines += [f"Explained: {line}" for line in found.explained]
    lines += [f"No longer there, so not to be explained: {name}" for name in found.outdated]
    if found.unknown:
        names = ", ".join(found.unknown[:NAMED]) + (" …" if len(found.unknown) > NAMED else "")
        lines.append(
            f"NOT AUDITED: {len(found.unknown)} packages ({names}). The vulnerability service cannot be reached from "
            "here, or does not know them. Run `make audit` where it can."
        )
    lines.append(f"{found.clean} pinned packages have no known vulnerability.")
    return "\n".join(lines)


def packages(answers: Iterable[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return what is known of each version of each package, once, though several locks pin it."""
    return list({(one["name"], one.get("version")): one for answer in answers for one in answer}.values())


def ask(lock: Path) -> list[dict[str, Any]]:
    """Return what pip-audit says of every package of a lock; all of them are unknown where it says nothing."""
    try:
        ended = subprocess.run(command(lock), capture_output=True, text=True, check=False, timeout=SECONDS)  # noqa: S603 - nothing in it was typed
        answer: list[dict[str, Any]] = json.loads(ended.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        lines = lock.read_text("utf-8").splitlines()
        names = sorted({line.split("==")[0] for line in lines if "==" in line and not line.startswith((" ", "#"))})
        answer = [{"name": name, "skip_reason": "no answer"} for name in names]
    return answer


def command(lock: Path) -> list[str]:
    """Return how pip-audit is asked; one lock at a time, since it refuses two that pin a package differently."""
    options = ["--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off"]
    return [sys.executable, "-m", "pip_audit", "--requirement", str(lock), *options]


def main() -> int:
    """Print what was found; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--must-reach", action="store_true", help="fail where the service cannot be asked")
    arguments = parser.parse_args()
    explanations = {one["id"]: one["because"] for one in yaml.safe_load(EXPLANATIONS.read_text("utf-8"))}
    found = findings(packages(map(ask, LOCKS)), explanations)
    print(report(found))
    return found.status(arguments.must_reach)


if __name__ == "__main__":
    sys.exit(main())
