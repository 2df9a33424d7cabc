import json
import re
from typing import Any

import pytest

from shared import voices
from shared.remembered import Occupancy
from tests.unit.examples import QUESTION

KEY = "3b0f6d0e-key"


def test_a_question_is_accepted_recorded_and_published(ask: Any, cloud: Any) -> None:
    answer = ask()
    assert answer.status_code == 202
    assert answer.get_json() == {
        "request_id": "r-1",
        "status": "pending",
        "links": {"self": "/v1/content-requests/r-1", "page": "/#r-1"},
    }
    assert answer.headers["Location"] == "/v1/content-requests/r-1"
    [message] = cloud.publisher.published
    assert message.topic == "content-generation-requests"
    assert json.loads(message.data) == QUESTION | {"student_query": "Why is the sky blue?"}
    [stage] = cloud.requests.stages("r-1").values()
    assert stage["outbox"] == [message.model_dump()]
    assert not stage["unsent"]


def test_a_question_without_an_id_gets_one_of_its_own(ask: Any) -> None:
    first, second = (ask(request_id=None).get_json()["request_id"] for _ in range(2))
    assert re.fullmatch(r"req-\d{8}-[0-9a-f]{12}", first)
    assert first != second


def test_the_same_question_again_is_accepted_and_not_published_again(ask: Any, cloud: Any) -> None:
    ask()
    cloud.store.transact(lambda change: change.update("content_requests/r-1", {"status": "generating"}))
    answer = ask()
    assert (answer.status_code, answer.get_json()["status"]) == (202, "generating")
    assert len(cloud.publisher.published) == 1


def test_another_question_under_a_taken_id_is_a_conflict(ask: Any, cloud: Any) -> None:
    ask()
    answer = ask(student_query="Why is grass green?")
    assert (answer.status_code, answer.get_json()["code"]) == (409, "request_id_taken")
    assert "r-1" in answer.get_json()["detail"]
    assert len(cloud.publisher.published) == 1


def test_a_question_that_could_not_be_published_is_accepted_left_for_recovery_and_not_logged(
    ask: Any, cloud: Any, capsys: Any
) -> None:
    cloud.publisher.error = TimeoutError()
    assert ask().status_code == 202
    assert cloud.requests.read("r-1") is not None
    assert cloud.requests.stages("r-1")["submit_request"]["unsent"]
    log = capsys.readouterr().out
    assert "not published yet" in log
    assert "sky" not in log


def test_a_student_with_many_open_requests_is_asked_to_wait(ask: Any, cloud: Any) -> None:
    for number in range(3):
        assert ask(request_id=f"r-{number}").status_code == 202
    answer = ask(request_id="r-3")
    assert (answer.status_code, answer.get_json()["code"]) == (429, "too_many_open_requests")
    assert answer.headers["Retry-After"] == "60"
    assert cloud.requests.read("r-3") is None
    assert ask(request_id="r-4", student_id="s-2").status_code == 202
    cloud.requests.cancel("r-0")
    assert ask(request_id="r-3").status_code == 202


def test_requests_are_not_taken_without_end(call: Any, cloud: Any, ask: Any) -> None:
    cloud.settings = cloud.settings.model_copy(update={"maximum_open_requests": 1})
    assert ask().status_code == 202
    cloud.occupancy = Occupancy(cloud.store)
    answer = ask(request_id="r-2", student_id="s-2")
    assert (answer.status_code, answer.get_json()["code"]) == (429, "too_many_open_requests_in_all")
    assert ask().status_code == 202, "a request that is there already needs no room"


def test_no_request_is_taken_when_the_day_has_cost_enough(ask: Any, cloud: Any) -> None:
    cloud.store.set("spending/2026-01-01/shards/3", {"cost_usd": cloud.settings.maximum_cost_a_day_usd})
    answer = ask()
    assert (answer.status_code, answer.get_json()["code"]) == (429, "daily_cost_limit")
    assert cloud.requests.read("r-1") is None


def test_a_language_is_taken_where_somebody_speaks_it(ask: Any, cloud: Any) -> None:
    assert ask(language="es").status_code == 202
    assert json.loads(cloud.publisher.published[0].data)["language"] == "es"


def test_a_language_that_nobody_speaks_is_refused_with_those_that_are_spoken(ask: Any, cloud: Any) -> None:
    cloud.voices = voices.load("local")
    answer = ask(language="es")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "unsupported_language")
    assert "English (en)" in answer.get_json()["detail"]
    assert not cloud.publisher.published


def test_a_question_with_a_key_is_the_same_request_each_time(ask: Any, cloud: Any) -> None:
    first, second = (ask(request_id=None, headers={"Idempotency-Key": key}) for key in (KEY, f'"{KEY}"'))
    assert (first.status_code, first.get_json()) == (second.status_code, second.get_json())
    assert len(cloud.publisher.published) == 1
    assert cloud.requests.read(first.get_json()["request_id"]) is not None


def test_a_key_is_the_students_own(ask: Any) -> None:
    headers = {"Idempotency-Key": KEY}
    one, other = (ask(request_id=None, student_id=student, headers=headers).get_json() for student in ("s-1", "s-2"))
    assert one["request_id"] != other["request_id"]


def test_a_key_that_was_used_for_another_question_is_refused(ask: Any, cloud: Any) -> None:
    ask(request_id=None, headers={"Idempotency-Key": KEY})
    answer = ask(request_id=None, student_query="Why is grass green?", headers={"Idempotency-Key": KEY})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "idempotency_key_reused")
    assert len(cloud.publisher.published) == 1


def test_a_request_is_named_once(ask: Any) -> None:
    answer = ask(headers={"Idempotency-Key": KEY})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "wrong_fields")


@pytest.mark.parametrize("key", ["", "k" * 256, "two words", "café"])
def test_a_key_that_is_none_is_refused(ask: Any, key: str) -> None:
    answer = ask(request_id=None, headers={"Idempotency-Key": key})
    assert (answer.status_code, answer.get_json()["code"]) == (400, "wrong_parameters")
    assert answer.get_json()["errors"][0]["field"] == "Idempotency-Key"
