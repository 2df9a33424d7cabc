"""What a function's code imports and what its bundle installs: each package stands on both sides, or on none."""

from pathlib import Path

import pytest

from infra.packaging.bundle import requirements_in
from shared import topology
from tests.contract.imports import bring, imports_of, used

REPOSITORY = Path(__file__).parent.parent.parent
FUNCTIONS = sorted(topology.load().functions)
SHARED = requirements_in(REPOSITORY / "shared")
OWN = {function: requirements_in(REPOSITORY / "functions" / function) for function in FUNCTIONS}
IMPORTS = {function: imports_of(function) for function in FUNCTIONS}
BROUGHT = bring(SHARED.union(*OWN.values()))


def missing(function: str, listed: set[str]) -> set[str]:
    return used(IMPORTS[function], BROUGHT) - listed


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_installs_every_package_that_it_imports(function: str) -> None:
    assert missing(function, SHARED | OWN[function]) == set()


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_imports_every_package_that_it_installs(function: str) -> None:
    assert OWN[function] - used(IMPORTS[function], BROUGHT) == set()


def test_some_function_imports_each_package_that_all_install() -> None:
    assert SHARED - used(set().union(*IMPORTS.values()), BROUGHT) == set()


@pytest.mark.parametrize("function", FUNCTIONS)
def test_no_package_is_listed_for_one_function_that_all_install(function: str) -> None:
    assert OWN[function] & SHARED == set()


def test_every_package_of_a_function_is_one_that_the_project_names() -> None:
    assert SHARED.union(*OWN.values()) <= requirements_in(REPOSITORY)


@pytest.mark.parametrize("package", sorted(SHARED))
def test_a_package_that_is_taken_from_all_is_missed(package: str) -> None:
    assert {package} in [missing(function, (SHARED | OWN[function]) - {package}) for function in FUNCTIONS]


@pytest.mark.parametrize(
    ("function", "package"), [(function, package) for function in FUNCTIONS for package in sorted(OWN[function])]
)
def test_a_package_that_is_taken_from_a_function_is_missed(function: str, package: str) -> None:
    assert missing(function, (SHARED | OWN[function]) - {package}) == {package}


def test_an_import_inside_of_a_function_is_seen_and_one_for_types_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "functions" / "some"
    folder.mkdir(parents=True)
    (folder / "main.py").write_text(
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    import lxml\n"
        "def some() -> None:\n    import gone\n    from google.cloud import texttospeech\n",
        "utf-8",
    )
    assert used(imports_of("some", tmp_path), BROUGHT) == {"import gone"}  # nobody asks for cloud.speech
    (folder / "core.py").write_text("def speak(cloud):\n    cloud.speech.speak()\n", "utf-8")
    assert used(imports_of("some", tmp_path), BROUGHT) == {"import gone", "google-cloud-texttospeech"}
