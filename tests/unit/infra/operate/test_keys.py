import pytest
from rich.console import Console

from infra.operate.failure import Failure
from infra.operate.keys import _holder, revoke
from shared.api_keys import KeyHolder


def test_a_key_is_for_every_tenant_and_no_class_unless_it_is_said() -> None:
    assert _holder("portal", "operator", "", "") == KeyHolder(name="portal", role="operator")
    assert _holder("maths", "teacher", "north", "7a, 7b").class_ids == ["7a", "7b"]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("", "operator", "", ""), "name"),
        (("a/b", "operator", "", ""), "name"),
        (("portal", "", "", ""), "role"),
        (("portal", "student", "", ""), "role"),
        (("portal", "teacher", "a/b", ""), "tenant"),
        (("portal", "teacher", "", "7/b"), "class_ids"),
    ],
)
def test_a_wrong_word_is_named(words: tuple[str, str, str, str], field: str) -> None:
    with pytest.raises(Failure, match=rf"make api-key NAME=…[\s\S]*{field}") as failed:
        _holder(*words)
    assert failed.value.exit_code == 2


def test_a_key_that_is_not_named_is_asked_for() -> None:
    with pytest.raises(Failure, match="NAME=…") as failed:
        revoke("", "local", Console())
    assert failed.value.exit_code == 2
