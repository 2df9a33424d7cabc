"""Who may import whom: each rule of pyproject.toml holds, and would tell if it did not."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent.parent
PACKAGES = ("shared", "functions", "infra", "evaluation")
DEPLOYED = sorted(file for package in PACKAGES[:2] for file in (REPOSITORY / package).rglob("*.py"))

BREACHES = {
    "shared stands below functions": ("shared/paths.py", "import functions.narrate_scenes.pacing"),
    "a function imports no other function": ("functions/render_scene/core.py", "import functions.write_script.core"),
    "infra imports no function": ("infra/operate/demo.py", "import functions.write_script.core"),
    "what runs on one machine": ("infra/local/seed.py", "import shared.ledger"),
    "within infra": ("infra/packaging/bundle.py", "import infra.local.stack"),
    "no rule of a function knows a cloud service": ("functions/extract_topic/core.py", "import google.cloud.storage"),
    "each cloud service is imported in its adapter": ("shared/paths.py", "import google.cloud.storage"),
    "the product imports nothing that checks it": ("shared/paths.py", "import tests.fakes.cloud"),
}


def lint(folder: Path) -> tuple[int, str]:
    """Return how import-linter ends over the packages of a folder, and what it says."""
    program = Path(sys.executable).with_name("lint-imports")
    ended = subprocess.run(
        [sys.executable, program, "--no-cache"], cwd=folder, capture_output=True, text=True, timeout=60
    )
    return ended.returncode, ended.stdout


def test_everything_imports_only_what_it_may() -> None:
    status, said = lint(REPOSITORY)
    assert status == 0, said


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("imports")
    shutil.copyfile(REPOSITORY / "pyproject.toml", folder / "pyproject.toml")
    for package in PACKAGES:
        for file in (REPOSITORY / package).rglob("*.py"):
            copy = folder / file.relative_to(REPOSITORY)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
    return folder


@pytest.mark.parametrize("rule", BREACHES)
def test_a_rule_catches_its_breach(rule: str, copied: Path) -> None:
    file, statement = BREACHES[rule]
    unbroken = (copied / file).read_text("utf-8")
    (copied / file).write_text(f"{unbroken}\n{statement}\n", "utf-8")
    try:
        _, said = lint(copied)
    finally:
        (copied / file).write_text(unbroken, "utf-8")
    assert [line for line in said.splitlines() if line.startswith(rule) and " BROKEN" in line], said


def test_every_rule_has_a_breach() -> None:
    contracts = [
        line.split('"')[1]
        for line in (REPOSITORY / "pyproject.toml").read_text("utf-8").partition("[tool.importlinter]")[2].splitlines()
        if line.startswith("name = ")
    ]
    assert all(any(contract.startswith(rule) for rule in BREACHES) for contract in contracts)
    assert len(contracts) == len(BREACHES)


def test_no_cloud_service_is_imported_before_it_is_needed() -> None:
    early = {
        str(file.relative_to(REPOSITORY)): name
        for file in DEPLOYED
        for name in _at_import(ast.parse(file.read_text("utf-8")))
        if name.split(".")[0] == "google"
    }
    assert not early


def test_the_umbrella_of_vertex_ai_is_imported_nowhere() -> None:
    # It takes twice the time and memory of the one client that is needed.
    named = [name for file in DEPLOYED for name in _names(ast.walk(ast.parse(file.read_text("utf-8"))))]
    assert "google.cloud.aiplatform" not in named


def _at_import(module: ast.Module) -> list[str]:
    """Return what a module imports while it is being imported itself; what is for the type checker is not."""

    def statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
        for statement in body:
            is_for_types = isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.unparse(statement.test)
            if not is_for_types and not isinstance(statement, ast.FunctionDef):
                yield statement
                yield from statements(
                    [child for child in ast.iter_child_nodes(statement) if isinstance(child, ast.stmt)]
                )

    return list(_names(statements(module.body)))


def _names(nodes: Iterator[ast.AST] | Iterator[ast.stmt]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
