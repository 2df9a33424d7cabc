import inspect
from importlib import import_module

import pytest

from infra.operate.__main__ import COMMANDS, QUESTION, VARIABLES, Command, _named, _parser


def test_a_demo_needs_no_arguments() -> None:
    arguments = _parser().parse_args(["demo"])
    assert (arguments.query, arguments.grade, arguments.minutes) == (QUESTION, "8", "3")


def test_a_project_and_an_address_stand_in_for_their_variables() -> None:
    arguments = _parser().parse_args(["smoke", "--target", "gcp", "--project", "p", "--url", "https://api"])
    assert _named(arguments) == {"GOOGLE_CLOUD_PROJECT": "p", "URL": "https://api"}


@pytest.mark.parametrize("words", ["demo", "smoke", "status --id r-1"])
def test_what_is_not_named_leaves_the_environment_alone(words: str) -> None:
    assert _named(_parser().parse_args(words.split())) == {}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_command_hands_its_function_as_many_options_as_that_takes(command: Command) -> None:
    module, name = command.function.split(".")
    taken = list(inspect.signature(getattr(import_module(f"infra.operate.{module}"), name)).parameters)
    handed = [option for option in command.options.split() if option not in VARIABLES]
    assert len(taken) == len([*handed, "console"])
    for option in {"target", "tenant", "role", "name"} & set(handed):
        assert taken.index(option) == handed.index(option)
