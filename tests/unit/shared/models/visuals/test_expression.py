import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.models.visuals.expression import parse, value_at


@pytest.mark.parametrize(
    ("text", "x", "value"),
    [
        ("2*x + 1", 3, 7),
        ("x^2", -3, 9),
        ("-x ** 2", 3, -9),
        ("sqrt(x) / 2", 16, 2),
        ("sin(pi * x)", 0.5, 1),
        ("abs(-x) + e", 1, 1 + math.e),
        ("+x - log(exp(x))", 2, 0),
    ],
)
def test_arithmetic_is_calculated(text: str, x: float, value: float) -> None:
    assert value_at(parse(text), x) == pytest.approx(value)


@pytest.mark.parametrize(("text", "x"), [("1/x", 0), ("sqrt(x)", -1), ("log(x)", 0), ("x**0.5", -4), ("9**9**9**x", 9)])
def test_where_there_is_no_value_there_is_none(text: str, x: float) -> None:
    assert value_at(parse(text), x) is None


NO_ARITHMETIC = "__import__('os')|x.real|open|y + 1|x if x else 1|[x]|'x'|True|sin(x, x)|f(x)|x;|(|".split("|")


@pytest.mark.parametrize("text", NO_ARITHMETIC)
def test_what_is_no_arithmetic_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"arithmetic|no expression"):
        parse(text)


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_any_text_is_arithmetic_or_a_clear_error(text: str) -> None:
    try:
        tree = parse(text)
    except ValueError:
        return
    found = value_at(tree, 2.0)
    assert found is None or math.isfinite(found)
