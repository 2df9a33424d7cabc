import pytest

from infra.local.processes import ServiceFailed
from infra.local.supervisor import _chosen


def test_reuse_can_be_chosen_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REUSE", raising=False)
    assert _chosen() == {}
    monkeypatch.setenv("REUSE", "off")
    assert _chosen() == {"REUSE": "off"}


def test_a_choice_that_there_is_not_is_said_before_anything_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REUSE", "sometimes")
    with pytest.raises(ServiceFailed, match="'on' or 'off'"):
        _chosen()
