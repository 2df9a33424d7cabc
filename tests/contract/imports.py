"""What a function imports of others, read from its code: at the top and inside of functions, but not for types."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent.parent

ADAPTERS = {"google.cloud.aiplatform_v1": "model", "google.cloud.texttospeech": "speech"}
"""Services whose adapter in shared/ every function has, but only those use that ask for `cloud.<name>`."""
NAMES_A_PACKAGE = {"_file", "files", "import_module"}
"""Functions whose first argument is the name of a package."""


@dataclass(frozen=True)
class Import:
    """A statement, and the modules that it may mean, the longest name first."""

    statement: str
    modules: tuple[str, ...]


def imports_of(function: str, repository: Path = REPOSITORY) -> set[Import]:
    """Return what a function and the modules of shared/ that it leads to import of others."""
    files = _reached(function, repository)
    folder = repository / "functions" / function
    asked = {name for file in files if folder in file.parents for name in _adapters(file)}
    unused = tuple(module for module, adapter in ADAPTERS.items() if adapter not in asked)
    found = {found for file in files for found in _imports(file)}
    return {one for one in found if _is_of_others(one) and not one.modules[0].startswith(unused)}


def bring(packages: set[str]) -> dict[str, str]:
    """Return which of some installed packages brings a module, by the module."""
    found = {}
    for package in packages:
        for file in distribution(package).files or []:
            parts = [*file.parts[:-1], file.name.split(".")[0]]
            if file.suffix in (".py", ".so", ".pyd") and ".." not in parts:
                found[".".join(part for part in parts if part != "__init__")] = package
    return found


def used(imports: set[Import], brought: dict[str, str]) -> set[str]:
    """Return the packages that imports are of; one that nobody brings goes by its statement."""
    return {
        next((brought[module] for module in found.modules if module in brought), found.statement) for found in imports
    }


def _reached(function: str, repository: Path) -> set[Path]:
    waiting, found = set((repository / "functions" / function).rglob("*.py")), set[Path]()
    while waiting:
        file = waiting.pop()
        found.add(file)
        modules = {module for one in _imports(file) for module in one.modules if module.startswith("shared.")}
        places = [repository.joinpath(*module.split(".")) for module in modules]
        candidates = [candidate for place in places for candidate in (place.with_suffix(".py"), place / "__init__.py")]
        waiting |= {candidate for candidate in candidates if candidate.is_file()} - found
    return found


def _imports(file: Path) -> Iterator[Import]:
    for node in _at_run_time(ast.parse(file.read_text("utf-8"))):
        match node:
            case ast.Import(names=names):
                for name in names:
                    yield Import(f"import {name.name}", (name.name,))
            case ast.ImportFrom(level=0, module=str(module), names=names):
                for name in names:
                    yield Import(f"from {module} import {name.name}", (f"{module}.{name.name}", module))
            case ast.Call(func=ast.Name(id=called), args=[ast.Constant(value=str(package)), *_]) if (
                called in NAMES_A_PACKAGE
            ):
                yield Import(f"import {package}", (package,))


def _at_run_time(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        yield child
        yield from _at_run_time(child)


def _adapters(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        match node:
            case ast.Attribute(value=ast.Name(id="cloud"), attr=adapter):
                yield adapter


def _is_of_others(found: Import) -> bool:
    return found.modules[-1].split(".")[0] not in {*sys.stdlib_module_names, "shared"}
