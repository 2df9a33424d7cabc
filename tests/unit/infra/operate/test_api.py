from infra.operate.api import explain
from infra.operate.demo import number


def test_a_problem_is_told_with_every_wrong_field() -> None:
    body = (
        b'{"detail": "Please correct these fields: grade_level.", "errors": [{"field": "grade_level", "message": "x"}]}'
    )
    assert explain(body) == "Please correct these fields: grade_level.\n  grade_level: x"


def test_what_is_no_problem_explains_nothing() -> None:
    assert [explain(body) for body in (b"<html>", b"[]", b"{}", b'"text"')] == [""] * 4


def test_minutes_that_are_no_number_are_left_for_the_api_to_refuse() -> None:
    assert [number(text) for text in ("3", "three", "-1", "2.5", "")] == [3, "three", "-1", "2.5", ""]
