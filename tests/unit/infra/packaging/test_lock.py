import pytest

from infra.packaging.lock import BadBundle, pinned, with_needs

LOCK = """# made by a tool
#    make lock
alpha==1.0
    # via beta
beta==2.0 ; python_full_version < '3.12'
    # via
    #   -r requirements.in
    #   delta
beta==2.1 ; python_full_version >= '3.12'
    # via
    #   -r requirements.in
    #   delta
delta-some.thing==3.0
    # via -r requirements.in
delta==3.0
    # via -r requirements.in
"""


def test_pins_come_from_the_lock_with_their_conditions() -> None:
    assert pinned({"beta"}, LOCK).splitlines() == [
        "beta==2.0 ; python_full_version < '3.12'",
        "beta==2.1 ; python_full_version >= '3.12'",
    ]


def test_a_package_that_is_not_in_the_lock_is_named() -> None:
    with pytest.raises(BadBundle, match="does not pin gamma"):
        pinned({"alpha", "gamma"}, LOCK)


@pytest.mark.parametrize(
    ("wanted", "needed"), [("delta", {"delta", "beta", "alpha"}), ("beta", {"beta", "alpha"}), ("alpha", {"alpha"})]
)
def test_what_a_package_needs_in_turn_is_found(wanted: str, needed: set[str]) -> None:
    assert with_needs({wanted}, LOCK) == needed


def test_a_name_is_the_same_however_it_is_written() -> None:
    assert pinned({"delta-some-thing"}, LOCK) == "delta-some.thing==3.0\n"
