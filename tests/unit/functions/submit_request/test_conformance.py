import pytest
import schemathesis

from tests.conformance import application, cloud_with_a_library, configuration, ensure_all_right, outcomes

EXAMPLES = 5


def test_every_answer_is_one_of_those_described(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", "127.0.0.1:1")
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", "http://127.0.0.1:9000")
    api = application(cloud_with_a_library("off"))
    ensure_all_right(
        list(outcomes(schemathesis.openapi.from_wsgi("/openapi.json", api, config=configuration(EXAMPLES))))
    )
