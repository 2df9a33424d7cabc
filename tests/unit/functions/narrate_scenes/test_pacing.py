"""Tests how the minutes asked for become a speaking rate and pauses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.narrate_scenes.pacing import (
    FASTEST,
    LEAD_IN,
    LONGEST,
    NATURAL,
    SHORTEST,
    SLOWEST,
    THINKING,
    Silences,
    answer_at,
    pauses,
    silences,
    speaking_rate,
)
from shared.models.script import Scene
from tests.unit.examples import CHECK, scene


def a_scene(sentences: int = 3) -> Scene:
    return Scene.model_validate(scene(*["x" * 60] * sentences))


def a_question(answer_at: int = 1) -> Scene:
    """Return a scene that asks and then answers."""
    return Scene.model_validate(scene(*["x" * 60] * 3, visual=CHECK["visual"] | {"answer_at": answer_at}))


TEN = [a_scene(10)]
FITS = 600 / 15 + silences(TEN).seconds(NATURAL)


@pytest.mark.parametrize(
    ("target", "rate"),
    [(FITS, 1.0), (FITS - 3, 40 / 37), (FITS + 4, 40 / 44), (1.0, FASTEST), (30.0, FASTEST), (600.0, SLOWEST)],
)
def test_a_lesson_is_spoken_faster_or_slower_to_fit_as_far_as_it_sounds_natural(target: float, rate: float) -> None:
    assert speaking_rate(TEN, target, characters_per_second=15) == pytest.approx(rate, abs=0.01)


def test_pauses_are_counted_with_the_time_to_think() -> None:
    assert silences([a_scene(3), a_question()]) == Silences(between=3, after=2, fixed=2 * LEAD_IN + THINKING)


def test_an_answer_in_the_first_sentence_leaves_nothing_to_think_about() -> None:
    assert answer_at(a_question(0)) is None
    assert answer_at(a_question(2)) == 2
    assert answer_at(a_scene()) is None


def test_pauses_are_natural_when_the_rest_fits() -> None:
    rest = Silences(10, 2, 0.6)
    found = pauses(100 + rest.seconds(NATURAL), 100, rest)
    assert (found.between, found.after) == pytest.approx((NATURAL.between, NATURAL.after))


def test_pauses_fill_exactly_what_is_left() -> None:
    rest = Silences(10, 2, 0.6)
    for more in (-1.5, -0.4, 0.7, 4.0):
        left = 100 + rest.seconds(NATURAL) + more
        assert 100 + rest.seconds(pauses(left, 100, rest)) == pytest.approx(left)


@given(st.floats(-100, 1000), st.floats(0, 1000), st.integers(0, 100), st.integers(1, 40))
def test_pauses_never_leave_their_limits(left: float, speech: float, between: int, after: int) -> None:
    found = pauses(left, speech, Silences(between, after, 0.3 * after))
    assert SHORTEST.between - 1e-9 <= found.between <= LONGEST.between + 1e-9
    assert SHORTEST.after - 1e-9 <= found.after <= LONGEST.after + 1e-9


def test_both_pauses_stretch_together() -> None:
    rest = Silences(10, 2, 0)
    middle = pauses(rest.seconds(NATURAL) + (rest.seconds(LONGEST) - rest.seconds(NATURAL)) / 2, 0, rest)
    assert middle.between == pytest.approx((NATURAL.between + LONGEST.between) / 2)
    assert middle.after == pytest.approx((NATURAL.after + LONGEST.after) / 2)
