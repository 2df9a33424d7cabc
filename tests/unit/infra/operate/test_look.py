import pytest
from rich.console import Console

from infra.operate.failure import Failure
from infra.operate.look import student_id


def test_an_account_that_is_not_named_is_asked_for() -> None:
    with pytest.raises(Failure, match=r"Which account.*ACCOUNT=…") as failed:
        student_id("", "", "local", Console())
    assert failed.value.exit_code == 2
