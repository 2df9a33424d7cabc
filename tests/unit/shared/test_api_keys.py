from collections.abc import Callable

import pytest

from shared.api_keys import KeyHolder
from tests.fakes.cloud import InProcessCloud

HOLDER = KeyHolder(name="school.portal-1", role="teacher", tenant="north", class_ids=["7b"])


@pytest.fixture
def cloud() -> InProcessCloud:
    return InProcessCloud()


def made(cloud: InProcessCloud) -> str:
    key = cloud.api_keys.create(HOLDER)
    assert key is not None
    return key


def test_a_key_tells_whom_it_stands_for_and_what_is_kept_does_not_hold_it(cloud: InProcessCloud) -> None:
    key = made(cloud)
    assert key.startswith("vividly.school.portal-1.")
    assert cloud.api_keys.holder(key) == HOLDER
    assert "salt" in str(cloud.store.read("api_keys/school.portal-1"))
    assert key.rsplit(".", 1)[-1] not in str(cloud.store._documents)


def test_two_keys_have_nothing_in_common(cloud: InProcessCloud) -> None:
    keys = [cloud.api_keys.create(HOLDER.model_copy(update={"name": name})) for name in ("a", "b")]
    kept = [cloud.store.read(f"api_keys/{name}") for name in ("a", "b")]
    assert len({str(key).rsplit(".", 1)[-1] for key in keys}) == 2
    assert len({found["salt"] for found in kept if found}) == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda key: key[:-1],
        lambda key: key + "x",
        lambda key: key.removeprefix("vividly."),
        lambda key: key.replace("portal-1", "portal-2"),
        lambda key: key.rsplit(".", 1)[0] + ".",
        lambda key: "vividly.school.portal-1",
        lambda key: "vividly.a/b.c",
        lambda key: "vividly.school.portal-1.é\udcff",
        lambda key: "",
    ],
)
def test_what_is_nearly_a_key_is_none(cloud: InProcessCloud, change: Callable[[str], str]) -> None:
    assert cloud.api_keys.holder(change(made(cloud))) is None


def test_a_name_is_given_again_only_when_its_key_was_revoked(cloud: InProcessCloud) -> None:
    first = made(cloud)
    assert cloud.api_keys.create(HOLDER) is None
    assert cloud.api_keys.revoke(HOLDER.name)
    assert not cloud.api_keys.revoke(HOLDER.name)
    assert cloud.api_keys.holder(first) is None
    assert cloud.api_keys.holder(made(cloud)) == HOLDER
    assert cloud.api_keys.holder(first) is None


@pytest.mark.parametrize("name", ["nobody", "a/b", ""])
def test_a_key_that_is_not_there_cannot_be_revoked(cloud: InProcessCloud, name: str) -> None:
    assert not cloud.api_keys.revoke(name)
