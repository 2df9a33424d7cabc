from typing import Any

import pytest

from shared.api_keys import KeyHolder
from shared.pseudonyms import student_id
from tests.fakes.cloud import InProcessCloud


@pytest.fixture
def cloud() -> InProcessCloud:
    return InProcessCloud()


def test_in_the_cloud_nobody_is_served_where_nobody_is_asked_who_they_are(
    call: Any, cloud: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    cloud.settings = cloud.settings.model_copy(update={"identity": "off"})
    for headers in ({}, {"X-API-Key": cloud.api_keys.create(KeyHolder(name="k", role="operator"))}):
        answer = call("GET", "/v1/content-requests/r-1", headers=headers)
        assert (answer.status_code, answer.get_json()["code"]) == (503, "identity_off")
    assert "IDENTITY is off" in capsys.readouterr().out
    monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", "127.0.0.1:1")
    assert call("GET", "/v1/content-requests/r-1").status_code == 404


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": ""}, {"Authorization": "Bearer "}, {"Authorization": "Basic dTpw"}, {"X-API-Key": ""}],
)
def test_who_does_not_say_who_they_are_is_told_how_to(call: Any, headers: dict[str, str]) -> None:
    answer = call("GET", "/v1/content-requests/r-1", headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (401, "not_identified")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="vividly"'


def test_a_caller_is_asked_before_anything_that_they_sent_is_looked_at(call: Any) -> None:
    assert call("POST", "/v1/content-requests", data=b"no json").status_code == 401


@pytest.mark.parametrize("path", ["/healthz", "/"])
def test_being_alive_and_the_page_are_for_everybody(call: Any, path: str) -> None:
    assert call("GET", path).status_code == 200


def test_a_student_has_one_name_in_a_school_and_another_elsewhere() -> None:
    names = [student_id(*who) for who in (("p", None, "u"), ("p", "t", "u"), ("q", None, "u"), ("p", None, "v"))]
    assert len(set(names)) == 4
    assert student_id("p", None, "u") == names[0]
    assert all(len(name) == 34 and name.startswith("s-") for name in names)
    assert "ada@school.example" not in student_id("p", None, "ada@school.example")
