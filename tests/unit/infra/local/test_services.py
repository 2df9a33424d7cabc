import pytest

from infra.local import services
from infra.local.services import Service

PROXY = "http://proxy.school.example:3128"


@pytest.fixture
def vertex(monkeypatch: pytest.MonkeyPatch) -> Service:
    """Return the Vertex AI server of who has a key and a proxy."""
    for name, value in (("GEMINI_API_KEY", "secret"), ("HTTPS_PROXY", PROXY), ("http_proxy", PROXY), ("NO_PROXY", "*")):
        monkeypatch.setenv(name, value)
    return services.vertex(20_000)


def test_only_who_asks_gemini_has_its_key_and_the_way_out(vertex: Service) -> None:
    assert vertex.environment["GEMINI_API_KEY"] == "secret"
    assert vertex.environment["HTTPS_PROXY"] == PROXY
    assert not {"GEMINI_API_KEY", "HTTPS_PROXY", "http_proxy"} & services.base_environment().keys()


def test_what_is_on_this_machine_is_reached_past_a_proxy_in_words_that_every_client_knows(vertex: Service) -> None:
    environment = services.base_environment() | vertex.environment
    assert environment["NO_PROXY"] == environment["no_proxy"] == "127.0.0.1,localhost"
