from datetime import UTC, datetime, timedelta

from shared import stage_documents
from shared.cost import Usage
from shared.models.request import Status
from shared.models.work import Finish, OutgoingMessage, Spent, WorkKey

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LATER = NOW + timedelta(minutes=4)
KEY = WorkKey(request_id="r-1", stage="render_scene", scene=4)
MESSAGE = OutgoingMessage(topic="objects-finalized", data="{}")
NOTHING = Spent(usage=Usage(), cost_usd=0.0)


def finish(spent: Spent) -> Finish:
    return Finish(output={}, record_fields={}, status=Status.GENERATING, message=None, spent=spent)


def test_each_claim_raises_the_fence_and_keeps_what_was_spent() -> None:
    first = stage_documents.claimed(KEY, None, MESSAGE, NOW, LATER)
    spent = first | stage_documents.released(first, "boom", Spent(usage=Usage(seconds=2), cost_usd=0.01), NOW)
    second = stage_documents.claimed(KEY, spent, MESSAGE, LATER, LATER + timedelta(minutes=4))
    assert (first["fence"], second["fence"], second["attempt"]) == (1, 2, 2)
    assert second["cost_usd"] == 0.01
    assert second["last_error"] == "boom"
    done = stage_documents.finished(second, finish(Spent(usage=Usage(seconds=3), cost_usd=0.02)), [], LATER)
    assert done["cost_usd"] == 0.03
    assert done["usage"]["seconds"] == 5


def test_finished_work_remembers_what_it_has_to_send() -> None:
    held = stage_documents.claimed(KEY, None, MESSAGE, NOW, LATER)
    done = held | stage_documents.finished(held, finish(NOTHING), [MESSAGE], LATER)
    assert stage_documents.unsent(done) == [MESSAGE]
    assert stage_documents.unsent(done | {"unsent": False}) == []


def test_metrics_count_attempts_over_a_reopening_and_keep_how_long_the_message_first_waited() -> None:
    first = stage_documents.claimed(KEY, None, MESSAGE, NOW, LATER, 1.5)
    given_back = first | stage_documents.released(first, "boom", Spent(usage=Usage(seconds=2), cost_usd=0.01), LATER)
    assert stage_documents.metrics(given_back, LATER) == {
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
    reopened = given_back | stage_documents.reopened(LATER)
    second = stage_documents.claimed(KEY, reopened, MESSAGE, LATER, LATER, 300.0)
    done = stage_documents.metrics(second | {"status": "done"}, LATER + timedelta(seconds=5))
    assert (done["outcome"], done["attempts"], done["failures"]) == ("finished", 2, 1)
    assert (done["queue_seconds"], done["started_at"], done["duration_seconds"]) == (1.5, NOW, 5.0)


def test_waiting_again_and_again_is_no_failure() -> None:
    held = stage_documents.claimed(KEY, None, MESSAGE, NOW, LATER, 0.0)
    for _ in range(2):
        waiting = held | stage_documents.following(held, "a-lesson", NOTHING, NOW)
        held = stage_documents.claimed(KEY, waiting, MESSAGE, NOW, LATER)
    assert stage_documents.metrics(held | {"status": "done"}, LATER)["failures"] == 0
