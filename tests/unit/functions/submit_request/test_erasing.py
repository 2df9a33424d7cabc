import json
from typing import Any

import pytest

from functions.fail_undeliverable.core import fail
from functions.recover_stalled.core import recover
from shared import paths
from shared.cost import Usage
from shared.errors import LostLease
from shared.models.message import IncomingMessage
from shared.models.request import ContentRequest, Status
from shared.models.work import AlreadyEnded, Claim, Finish, OutgoingMessage, Spent, WorkKey

ADDRESS = "/v1/content-requests/r-1"
KEY = WorkKey(request_id="r-1", stage="extract_topic")
SPENT = Spent(usage=Usage(), cost_usd=0.0)


def claim(cloud: Any) -> Claim | AlreadyEnded:
    first = ContentRequest(
        request_id="r-1",
        student_id="s-1",
        student_query="Why is the sky blue?",
        grade_level="8",
        duration_minutes=3,
    )
    found: Claim | AlreadyEnded = cloud.ledger.claim(KEY, OutgoingMessage(topic="t", data="{}"), first)
    return found


def kept(cloud: Any) -> str:
    """Return all that is stored, as text."""
    return json.dumps(cloud.store._documents, default=str) + str(cloud.temporary.objects) + str(cloud.generated.objects)


def test_nothing_is_left_of_an_erased_request(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    claim(cloud)
    cloud.temporary.create(paths.script("r-1"), b"sky", "application/json")
    cloud.temporary.create(paths.still("r-1", 0), b"sky", "image/jpeg")
    cloud.generated.create(paths.lesson("r-1", "lesson.mp4"), b"sky", "video/mp4")
    answer = call("DELETE", ADDRESS)
    assert (answer.status_code, answer.get_data()) == (204, b"")
    assert "sky" not in kept(cloud)
    assert cloud.requests.stages("r-1") == {}
    assert cloud.requests.events("r-1") == []
    assert call("GET", ADDRESS).get_json()["code"] == "unknown_request"
    assert call("GET", "/v1/content-requests").get_json() == {"content_requests": []}


def test_erasing_again_changes_nothing(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    for _ in range(2):
        assert call("DELETE", ADDRESS).status_code == 204
    assert call("DELETE", "/v1/content-requests/r-2").status_code == 404


def test_erasing_goes_on_where_it_was_interrupted(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    cloud.temporary.create(paths.script("r-1"), b"sky", "application/json")
    cloud.requests.erase("r-1")
    recover(cloud)
    assert "sky" not in kept(cloud)
    assert cloud.requests.stages("r-1") == {}


@pytest.mark.parametrize("end", ["finish", "release"])
def test_an_attempt_that_was_running_brings_nothing_back(ask: Any, call: Any, cloud: Any, end: str) -> None:
    ask()
    held = claim(cloud)
    assert isinstance(held, Claim)
    call("DELETE", ADDRESS)
    finish = Finish(
        output={"topic": "sky"}, record_fields={"topic": "sky"}, status=Status.COMPLETED, message=None, spent=SPENT
    )
    ends = {
        "finish": lambda: cloud.ledger.finish(held, finish),
        "release": lambda: cloud.ledger.release(held, "sky", SPENT),
    }
    with pytest.raises(LostLease):
        ends[end]()
    assert "sky" not in kept(cloud)


def test_a_message_that_was_under_way_brings_nothing_back(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    call("DELETE", ADDRESS)
    assert claim(cloud) == AlreadyEnded(status=Status.CANCELLED)
    data = json.dumps({"request_id": "r-1", "student_query": "Why is the sky blue?"})
    fail(IncomingMessage(message_id="m", data=data, attributes={}, published_at=None), cloud)
    assert "sky" not in kept(cloud)


def test_what_a_running_attempt_still_stores_is_removed_when_none_can_run_any_more(
    ask: Any, call: Any, cloud: Any
) -> None:
    ask()
    call("DELETE", ADDRESS)
    recover(cloud)
    cloud.generated.create(paths.lesson("r-1", "lesson.mp4"), b"sky", "video/mp4")
    cloud.wait(minutes=23)  # two leases
    recover(cloud)
    assert "sky" not in kept(cloud)
    assert cloud.records.to_clean_up() == []


def test_the_id_of_an_erased_request_is_not_used_again(ask: Any, call: Any, cloud: Any) -> None:
    ask()
    call("DELETE", ADDRESS)
    answer = ask()
    assert (answer.status_code, answer.get_json()["code"]) == (409, "request_id_taken")
    assert len(cloud.publisher.published) == 1


def test_an_erased_request_leaves_room_for_another(ask: Any, call: Any) -> None:
    for number in range(3):
        ask(request_id=f"r-{number}")
    assert ask(request_id="r-3").status_code == 429
    call("DELETE", ADDRESS)
    assert ask(request_id="r-3").status_code == 202
