import pytest

from functions.write_script.checks.numbers import numbers_in


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("zero, one, two and three", set()),
        ("0 1 2 3", set()),
        ("four", {"4"}),
        ("Seven NINETEEN", {"7", "19"}),
        ("ten eleven twelve thirteen", {"10", "11", "12", "13"}),
        ("fourteen fifteen sixteen seventeen eighteen", {"14", "15", "16", "17", "18"}),
        ("twenty thirty forty fifty", {"20", "30", "40", "50"}),
        ("sixty seventy eighty ninety", {"60", "70", "80", "90"}),
        ("twenty-one, thirty nine", {"21", "39"}),
        ("twenty ten", {"20"}),
        ("it was ninety", {"90"}),
        ("twenty leaves and five", {"20", "5"}),
        ("five twenty", {"5", "20"}),
        ("1,250 and 12,345,678", {"1250", "12345678"}),
        ("4,5 and 10,25", {"4", "5", "10", "25"}),
        ("9.81 and 1,250.5", {"9.81", "1250.5"}),
        ("in 1969.", {"1969"}),
        ("H2O and CO2", set()),
        ("", set()),
    ],
)
def test_numbers_are_read_as_digits(text: str, numbers: set[str]) -> None:
    assert numbers_in(text) == numbers
