from infra.packaging.audit import findings, report

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
