"""A short run of `make chaos`: real processes, emulators and servers, and everything going wrong."""

from pathlib import Path

import pytest
from rich.console import Console

from infra.chaos.__main__ import Run, execute


@pytest.mark.integration
def test_real_processes_make_whole_lessons_while_everything_goes_wrong(tmp_path: Path) -> None:
    report = execute(Run(minutes=0.5, seed=7, lease_seconds=40), tmp_path, Console())
    assert [check for check in report["checks"] if not check["is_right"]] == []
    assert report["ends"].get("completed", 0) >= 1
    assert len(report["faults"]) >= 5
