import json
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


def measured(folder: Path, **modules: tuple[int, int]) -> Path:
    files = {
        name: {"summary": {"covered_branches": taken, "num_branches": count}}
        for name, (taken, count) in modules.items()
    }
    (folder / "coverage.json").write_text(json.dumps({"files": files}), "utf-8")
    return folder / "coverage.json"


def told(file: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.branches", "--measured", str(file)]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(("taken", "status"), [(90, 0), (89, 1)])
def test_ninety_percent_of_all_branches_are_asked_for(taken: int, status: int, tmp_path: Path) -> None:
    ended = told(measured(tmp_path, one=(taken - 50, 50), other=(50, 50), plain=(0, 0)))
    assert ended.returncode == status
    assert f"{taken} of 100 branches are taken: {taken}.0 %" in ended.stdout


def test_the_modules_with_the_most_untaken_branches_come_first(tmp_path: Path) -> None:
    ended = told(measured(tmp_path, small=(0, 1), whole=(9, 9), large=(90, 100)))
    assert [line.split()[0] for line in ended.stdout.splitlines()[:-1]] == ["large", "small"]
    assert "10 of  100 branches untaken   90.0 %" in ended.stdout


def test_what_was_not_measured_is_told(tmp_path: Path) -> None:
    ended = told(tmp_path / "none.json")
    assert (ended.returncode, "make coverage" in ended.stdout) == (2, True)
