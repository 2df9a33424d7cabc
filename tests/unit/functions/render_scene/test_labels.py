from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.render_scene.axes import ticks, written
from functions.render_scene.geometry import Box
from functions.render_scene.labels import Wanted, place
from functions.render_scene.text import SMALLEST_TEXT, Letters, TooMuch

AREA = Box(100, 200, 1400, 700)
INK = Letters(0, "Semibold", "center")


def test_a_label_stands_where_it_is_wished_while_there_is_room() -> None:
    (found,) = place([Wanted("Light", (500, 500), 36)], AREA, INK)
    assert found.text.bounds.middle == pytest.approx((500, 500), abs=3)
    assert found.line is None


def test_a_label_that_must_move_keeps_a_line_to_what_it_names() -> None:
    found = place([Wanted(f"Label number {n}", (500, 500), 36) for n in range(8)], AREA, INK)
    assert found[0].line is None
    assert found[-1].line[1] == (500, 500)


def test_a_label_with_a_target_has_a_line_to_it() -> None:
    (found,) = place([Wanted("Leaf", (500, 500), 36, (800, 600))], AREA, INK)
    assert found.line[1] == (800, 600)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 1600), st.integers(0, 1000), st.integers(1, 40)), min_size=1, max_size=16))
def test_no_label_covers_another_however_they_crowd(wishes: list[tuple[int, int, int]]) -> None:
    wanted = [Wanted(("光合作用 " * 10)[:length].strip(), (x, y), 46) for x, y, length in wishes]
    found = place(wanted, AREA, INK)
    assert all(AREA.holds(label.text.bounds, 1) and label.text.size >= SMALLEST_TEXT for label in found)
    assert not [1 for one, other in combinations(found, 2) if one.text.bounds.overlaps(other.text.bounds)]


def test_labels_keep_off_what_must_stay_free() -> None:
    hard = [Box(400, 400, 300, 200)]
    (found,) = place([Wanted("Light", (500, 500), 36)], AREA, INK, hard)
    assert not found.text.bounds.overlaps(hard[0])
    for area, taken in ((AREA, [AREA]), (Box(480, 490, 40, 20), [])):
        with pytest.raises(TooMuch):
            place([Wanted("Light", (500, 500), 36)], area, INK, taken)


@settings(max_examples=100)
@given(st.floats(-1e6, 1e6), st.floats(0.01, 1e6), st.integers(3, 9))
def test_ticks_are_even_and_few_and_on_the_axis(start: float, length: float, most: int) -> None:
    found = ticks(start, start + length, most)
    assert 1 <= len(found) <= most
    assert all(start - 1e-6 * length <= tick <= start + length * (1 + 1e-6) for tick in found)
    steps = [after - before for before, after in pairwise(found)]
    assert not steps or max(steps) == pytest.approx(min(steps), rel=1e-3)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-3, "−3"),
        (2.5, "2.5"),
        (1234, "1234"),
        (12345, "12\u202f345"),
        (2e7, "2 × 10⁷"),
        (-0.00012, "−1.2 × 10⁻⁴"),
    ],
)
def test_numbers_are_written_as_in_a_book(value: float, text: str) -> None:
    assert written(value) == text
