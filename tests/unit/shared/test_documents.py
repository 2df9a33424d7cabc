from datetime import UTC, datetime, timedelta

import pytest

from shared import documents
from shared.cost import Usage
from shared.errors import Rejected
from shared.models.request import ContentRequest, RequestError, Status
from shared.models.work import Finish, OutgoingMessage, Spent, WorkKey

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LATER = NOW + timedelta(minutes=4)
REQUEST = ContentRequest(
    request_id="r-1", student_id="s-1", student_query="Explain gravity", grade_level="8", duration_minutes=3
)
RECORD = documents.new_record(REQUEST, "api", NOW, timedelta(hours=1))
KEY = WorkKey(request_id="r-1", stage="render_scene", scene=4)
MESSAGE = OutgoingMessage(topic="objects-finalized", data="{}")


def test_a_record_gives_its_request_back() -> None:
    record = documents.record_of(RECORD)
    assert record.request == REQUEST
    assert record.status is Status.PENDING
    assert record.deadline_at == NOW + timedelta(hours=1)


def test_the_same_question_has_the_same_record() -> None:
    documents.ensure_same(RECORD, REQUEST)


def test_another_question_with_the_same_id_is_rejected() -> None:
    with pytest.raises(Rejected, match="'r-1' is taken"):
        documents.ensure_same(RECORD, REQUEST.model_copy(update={"grade_level": "7"}))


def test_progress_never_falls() -> None:
    ahead = RECORD | {"progress_percentage": 60, "current_stage": "Rendering scenes (3 of 8)"}
    changes = documents.moved_on(ahead, Status.GENERATING, 45, "Recording the narration", LATER)
    assert changes == {"status": "generating", "updated_at": LATER}


def test_a_completed_record_says_so() -> None:
    changes = documents.moved_on(RECORD, Status.COMPLETED, 100, "Assembling the video", LATER)
    assert changes["status"] == "completed"
    assert changes["progress_percentage"] == 100
    assert changes["current_stage"] == "Completed"
    assert changes["completed_at"] == LATER


def test_a_failed_record_says_why() -> None:
    error = RequestError(code="no_source_material", message="Nothing found.", stage="retrieve_content")
    changes = documents.ended(error, 0.0123456789, LATER)
    assert changes["error"] == {
        "code": "no_source_material",
        "message": "Nothing found.",
        "stage": "retrieve_content",
        "last_error": None,
    }
    assert changes["cost_usd"] == 0.012346


def test_each_claim_raises_the_fence_and_keeps_what_was_spent() -> None:
    first = documents.claimed_stage(KEY, None, MESSAGE, NOW, LATER)
    spent = first | documents.released_stage(first, "boom", Spent(usage=Usage(seconds=2), cost_usd=0.01), NOW)
    second = documents.claimed_stage(KEY, spent, MESSAGE, LATER, LATER + timedelta(minutes=4))
    assert (first["fence"], second["fence"], second["attempt"]) == (1, 2, 2)
    assert second["cost_usd"] == 0.01
    assert second["last_error"] == "boom"
    finish = Finish(
        output={},
        record_fields={},
        status=Status.GENERATING,
        message=None,
        spent=Spent(usage=Usage(seconds=3), cost_usd=0.02),
    )
    done = documents.finished_stage(second, finish, [], LATER)
    assert done["cost_usd"] == 0.03
    assert done["usage"]["seconds"] == 5


def test_finished_work_remembers_what_it_has_to_send() -> None:
    held = documents.claimed_stage(KEY, None, MESSAGE, NOW, LATER)
    finish = Finish(
        output={}, record_fields={}, status=Status.GENERATING, message=None, spent=Spent(usage=Usage(), cost_usd=0)
    )
    done = held | documents.finished_stage(held, finish, [MESSAGE], LATER)
    assert documents.unsent(done) == [MESSAGE]
    assert documents.unsent(done | {"unsent": False}) == []


def test_metrics_count_attempts_over_a_reopening_and_keep_how_long_the_message_first_waited() -> None:
    first = documents.claimed_stage(KEY, None, MESSAGE, NOW, LATER, 1.5)
    given_back = first | documents.released_stage(first, "boom", Spent(usage=Usage(seconds=2), cost_usd=0.01), LATER)
    assert documents.metrics(given_back, LATER) == {
        "schema_version": 1,
        "request_id": "r-1",
        "stage": "render_scene",
        "scene": 4,
        "outcome": "interrupted",
        "attempts": 1,
        "failures": 1,
        "queue_seconds": 1.5,
        "started_at": NOW,
        "ended_at": LATER,
        "duration_seconds": 240.0,
        "usage": Usage(seconds=2).model_dump(),
        "cost_usd": 0.01,
    }
    reopened = given_back | documents.reopened_stage(LATER)
    second = documents.claimed_stage(KEY, reopened, MESSAGE, LATER, LATER, 300.0)
    done = documents.metrics(second | {"status": "done"}, LATER + timedelta(seconds=5))
    assert (done["outcome"], done["attempts"], done["failures"]) == ("finished", 2, 1)
    assert (done["queue_seconds"], done["started_at"], done["duration_seconds"]) == (1.5, NOW, 5.0)


def test_the_key_of_a_work_has_a_place_for_every_scene() -> None:
    assert KEY.document == "render_scene-04"
    assert WorkKey(request_id="r-1", stage="write_script").document == "write_script"


def test_waiting_again_and_again_is_no_failure() -> None:
    nothing = Spent(usage=Usage(), cost_usd=0.0)
    held = documents.claimed_stage(KEY, None, MESSAGE, NOW, LATER, 0.0)
    for _ in range(2):
        waiting = held | documents.following_stage(held, "a-lesson", nothing, NOW)
        held = documents.claimed_stage(KEY, waiting, MESSAGE, NOW, LATER)
    assert documents.metrics(held | {"status": "done"}, LATER)["failures"] == 0
