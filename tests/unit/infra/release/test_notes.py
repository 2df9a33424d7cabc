from datetime import date

import pytest

from infra.release.notes import BadRelease, parsed, with_section, with_version

DAY = date(2026, 2, 3)
PROJECT = '[project]\nname = "vividly"\nversion = "0.9.0"\n\n[tool.other]\nversion = "0.1.0"\n'
CHANGELOG = "# Changelog\n\n## Unreleased\n\n### Added\n\n- A picture.\n\n## [0.9.0] - 2026-01-01\n\n- All.\n"


@pytest.mark.parametrize("version", ["", "1", "1.2", "v1.2.3", "1.2.3.4", "1.02.3", "1.2.x", "1.2.3-rc1", "1.2.3\n"])
def test_what_is_not_three_numbers_is_no_version(version: str) -> None:
    with pytest.raises(BadRelease, match="three numbers"):
        parsed(version)


def test_the_projects_version_is_replaced_and_nothing_else() -> None:
    assert with_version(PROJECT, "0.10.0") == PROJECT.replace("0.9.0", "0.10.0")


@pytest.mark.parametrize("version", ["0.9.0", "0.8.9", "0.0.10"])
def test_a_version_goes_up(version: str) -> None:
    with pytest.raises(BadRelease, match=r"is not above 0\.9\.0"):
        with_version(PROJECT, version)


def test_a_project_without_a_version_is_refused() -> None:
    with pytest.raises(BadRelease, match="no line"):
        with_version("[project]\n", "1.0.0")


def test_what_was_unreleased_stands_under_the_version_and_its_day() -> None:
    assert with_section(CHANGELOG, "1.0.0", DAY) == (
        "# Changelog\n\n## Unreleased\n\n## [1.0.0] - 2026-02-03\n\n### Added\n\n- A picture.\n\n"
        "## [0.9.0] - 2026-01-01\n\n- All.\n"
    )


@pytest.mark.parametrize(
    ("changelog", "said"),
    [
        ("# Changelog\n", "has no section"),
        (CHANGELOG.replace("- A picture.\n", ""), "says nothing"),
        (CHANGELOG.replace("- A picture.", "-  "), "says nothing"),
    ],
)
def test_a_release_of_nothing_is_refused(changelog: str, said: str) -> None:
    with pytest.raises(BadRelease, match=said):
        with_section(changelog, "1.0.0", DAY)
