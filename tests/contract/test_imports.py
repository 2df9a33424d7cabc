"""Who may import whom: each rule of pyproject.toml holds, and would tell if it did not."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
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
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what is said of a copy in which every rule is broken, by the rule."""
    folder = tmp_path_factory.mktemp("imports")
    shutil.copyfile(REPOSITORY / "pyproject.toml", folder / "pyproject.toml")
    for package in PACKAGES:
        shutil.copytree(
            REPOSITORY / package, folder / package, ignore=shutil.ignore_patterns("terraform", "__pycache__")
        )
    for file, statement in BREACHES.values():
        with (folder / file).open("a", encoding="utf-8") as code:
            code.write(f"\n{statement}\n")
    _, said = lint(folder)
    _, *parts = re.split(r"^(.+)\n-+$", said.partition("Broken contracts")[2], flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize("rule", BREACHES)
def test_a_rule_catches_its_breach(rule: str, told: dict[str, str]) -> None:
    file, statement = BREACHES[rule]
    importer, imported = file.removesuffix(".py").replace("/", "."), statement.removeprefix("import ")
    package = imported.partition(".")[0]
    [broken] = [text for name, text in told.items() if name.startswith(rule)]
    assert f"{importer} -> {imported if package in PACKAGES else package} (l." in broken


def test_every_rule_has_a_breach() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    contracts = [contract["name"] for contract in project["tool"]["importlinter"]["contracts"]]
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
