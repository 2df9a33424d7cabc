import pytest

from functions.extract_topic.sealing import opened, place_of, sealed

MINE, OTHER = "0a" * 32, "0b" * 32


def test_what_was_understood_is_read_by_nobody_but_who_asks_the_same() -> None:
    kept = sealed(b"Gravity for Zaphodine", MINE)
    assert b"Zaphodine" not in kept
    assert opened(kept, MINE) == "Gravity for Zaphodine"
    with pytest.raises(ValueError, match="another question"):
        opened(kept, OTHER)


def test_where_it_is_kept_does_not_tell_how_to_read_it() -> None:
    place = place_of(MINE)
    assert MINE not in place
    with pytest.raises(ValueError, match="another question"):
        opened(sealed(b"Gravity", MINE), place)
