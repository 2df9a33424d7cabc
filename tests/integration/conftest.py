import pytest


@pytest.fixture
def stack(monkeypatch):
    from shared import topology, cloud

    monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", "127.0.0.1:9123")
    for k, v in topology.load().environment_of("vividly-local", "us-central1").items():
        monkeypatch.setenv(k, v)
    cloud._process.cache_clear()
    yield
    cloud._process.cache_clear()
