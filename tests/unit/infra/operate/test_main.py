import pytest

from infra.operate.__main__ import QUESTION, _named, _parser


def test_a_demo_needs_no_arguments() -> None:
    arguments = _parser().parse_args(["demo"])
    assert (arguments.query, arguments.grade, arguments.minutes) == (QUESTION, "8", "3")


def test_a_project_and_an_address_stand_in_for_their_variables() -> None:
    arguments = _parser().parse_args(["smoke", "--target", "gcp", "--project", "p", "--url", "https://api"])
    assert _named(arguments) == {"GOOGLE_CLOUD_PROJECT": "p", "URL": "https://api"}


@pytest.mark.parametrize("words", ["demo", "smoke", "status --id r-1"])
def test_what_is_not_named_leaves_the_environment_alone(words: str) -> None:
    assert _named(_parser().parse_args(words.split())) == {}
