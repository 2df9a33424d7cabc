import pytest
from rich.console import Console

from infra.operate.erase import erase
from infra.operate.failure import Failure
from tests.fakes.cloud import InProcessCloud


def test_nothing_is_erased_before_it_is_asked_for_twice(cloud: InProcessCloud) -> None:
    for confirmed in ("", "s-2"):
        command = "make erase STUDENT=s-1 TARGET=gcp PROJECT=school CONFIRM=s-1"
        with pytest.raises(Failure, match=f"There are 1 requests .* {command}"):
            erase("s-1", confirmed, "gcp", Console())
    assert cloud.requests.read("r-1")


def test_what_was_erased_is_listed(cloud: InProcessCloud, capsys: pytest.CaptureFixture[str]) -> None:
    cloud.temporary.create("scripts/r-1.json", b"{}", "application/json")
    assert erase("s-1", "s-1", "gcp", Console()) == 0
    assert capsys.readouterr().out == "Erased: 1 requests of s-1\n  r-1\n"
    assert cloud.temporary.paths_under("") == []


@pytest.mark.parametrize("student_id", ["", "a/b", "*"])
def test_no_student_is_no_reason_to_erase(student_id: str) -> None:
    with pytest.raises(Failure, match="Which student"):
        erase(student_id, student_id, "local", Console())
