import pytest
from pydantic import ValidationError

from shared import topology
from shared.settings import Settings

ENVIRONMENT = topology.load().environment_of("school", "us-central1")


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_every_variable_of_the_topology_is_read_from_the_environment(environment: pytest.MonkeyPatch) -> None:
    found = Settings().model_dump()
    assert {name: str(value) for name, value in found.items() if isinstance(value, str)} == {
        name.lower(): value for name, value in ENVIRONMENT.items() if isinstance(found[name.lower()], str)
    }
    assert (found["google_cloud_project"], found["embedding_dimensions"]) == ("school", 256)


@pytest.mark.parametrize("name", ENVIRONMENT)
def test_a_variable_that_is_missing_is_named(name: str, environment: pytest.MonkeyPatch) -> None:
    environment.delenv(name)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


@pytest.mark.parametrize(
    ("name", "allowed", "refused"),
    [
        ("TEXT_TEMPERATURE", ["0", "2"], ["-0.1", "2.1", "warm"]),
        ("TEXT_MAXIMUM_OUTPUT_TOKENS", ["1"], ["0", "-1", "1.5"]),
        ("EMBEDDING_DIMENSIONS", ["1", "2048"], ["0", "2049"]),
        ("MINIMUM_SIMILARITY", ["0", "1"], ["-0.01", "1.01"]),
        ("REQUEST_DEADLINE_MINUTES", ["1"], ["0"]),
        ("MAXIMUM_MESSAGE_AGE_MINUTES", ["1"], ["0"]),
        ("MAXIMUM_OPEN_REQUESTS_A_STUDENT", ["1"], ["0"]),
        ("MAXIMUM_OPEN_REQUESTS", ["1"], ["0"]),
        ("MAXIMUM_COST_A_REQUEST_USD", ["0.01"], ["0"]),
        ("MAXIMUM_COST_A_DAY_USD", ["0.01"], ["0"]),
    ],
)
def test_a_number_has_its_limits(
    name: str, allowed: list[str], refused: list[str], environment: pytest.MonkeyPatch
) -> None:
    for value in allowed:
        environment.setenv(name, value)
        assert getattr(Settings(), name.lower()) == float(value)
    for value in refused:
        environment.setenv(name, value)
        with pytest.raises(ValidationError, match=name.lower()):
            Settings()


def test_settings_do_not_change_while_a_function_runs(environment: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().traces = "elsewhere"
