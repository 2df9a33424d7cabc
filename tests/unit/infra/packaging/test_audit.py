import re
import subprocess
from pathlib import Path

import pytest

from infra.packaging.audit import LOCKS, REPOSITORY, command, findings, packages, report

CLEAN = {"name": "alpha", "version": "1.0", "vulns": []}
HURT = {"name": "beta", "version": "2.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1"]}]}
UNKNOWN = {"name": "gamma", "skip_reason": "not found"}


def test_packages_without_known_vulnerabilities_are_counted() -> None:
    found = findings([CLEAN, CLEAN], {})
    assert (found.clean, found.status(must_reach=True)) == (2, 0)


def test_a_vulnerability_fails_and_says_what_mends_it() -> None:
    found = findings([CLEAN, HURT], {})
    assert found.status(must_reach=False) == 1
    assert "Vulnerable: beta 2.0: PYSEC-1, mended in 2.1" in report(found)


def test_one_that_is_explained_does_not_fail_until_it_is_gone() -> None:
    explained = {"PYSEC-1": "nothing that a student sends reaches it"}
    assert findings([HURT], explained).status(must_reach=True) == 0
    assert findings([CLEAN], explained).status(must_reach=False) == 1


def test_a_package_that_nobody_knows_is_not_called_clean() -> None:
    found = findings([CLEAN, UNKNOWN], {"PYSEC-1": "may be in what is not known"})
    assert (found.clean, found.unknown) == (1, ["gamma"])
    assert (found.status(must_reach=False), found.status(must_reach=True)) == (0, 3)
    assert "NOT AUDITED: 1 packages (gamma)" in report(found)


def test_every_lock_is_asked_about() -> None:
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    assert [lock.name for lock in LOCKS] == sorted(re.findall(r"--output-file (\S+)", makefile))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_pip_audit_understands_a_lock(lock: Path) -> None:
    ended = subprocess.run([*command(lock), "--dry-run"], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


def test_a_version_that_several_locks_pin_is_told_once_and_two_versions_are_two() -> None:
    other = CLEAN | {"version": "0.9"}
    assert packages([[CLEAN, UNKNOWN], [CLEAN, other, UNKNOWN]]) == [CLEAN, UNKNOWN, other]
