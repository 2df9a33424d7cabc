import pytest

from infra.operate import target
from infra.operate.failure import Failure
from infra.operate.target import place


@pytest.mark.parametrize(("why", "more"), [("", ""), ("It burst.", "\nThe last one ended: It burst.")])
def test_where_no_stack_is_running_it_is_said_why_the_last_one_ended(
    why: str, more: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(target, "running_stack", lambda: None)
    monkeypatch.setattr(target, "why_it_ended", lambda: why)
    with pytest.raises(Failure) as failed:
        place("local")
    assert str(failed.value) == f"No local stack is running. Start it with make up{more}"
