"""Terraform itself: it is formatted, valid, and its own tests pass."""

from tests.infra.offline import Outcomes, Workspace


def test_terraform_is_formatted(initialised: Workspace) -> None:
    ended = initialised.run("fmt", "-check", "-recursive", "-diff")
    assert ended.status == 0, ended.output


def test_terraform_is_valid(initialised: Workspace) -> None:
    ended = initialised.run("validate", "-no-color")
    assert ended.status == 0, ended.output


def test_every_run_of_the_terraform_tests_passes(initialised: Workspace, outcomes: Outcomes) -> None:
    assert {outcome for outcome in outcomes.statuses.values()} == {"pass"}, outcomes.statuses
    files = {run.split()[0] for run in outcomes.statuses}
    assert files == {f"tests/{file.name}" for file in (initialised.folder / "tests").glob("*.tftest.hcl")}


def test_each_environment_sets_what_terraform_knows(initialised: Workspace) -> None:
    environments = sorted((initialised.folder / "environments").glob("*.tfvars"))
    assert [file.stem for file in environments] == ["dev", "prod"]
    declared = (initialised.folder / "variables.tf").read_text("utf-8")
    for file in environments:
        for line in file.read_text("utf-8").splitlines():
            assert line.startswith("#") or f'variable "{line.split("=")[0].strip()}"' in declared, (
                f"{file.name}: {line}"
            )
