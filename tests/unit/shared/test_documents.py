from datetime import UTC, datetime, timedelta

import pytest

from shared import documents
from shared.errors import Rejected
from shared.models.request import RequestError, Status
from shared.models.work import WorkKey
from tests.unit.examples import request

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LATER = NOW + timedelta(minutes=4)
REQUEST = request()
RECORD = documents.new_record(REQUEST, "api", NOW, timedelta(hours=1))
KEY = WorkKey(request_id="r-1", stage="render_scene", scene=4)


def test_a_record_gives_its_request_back() -> None:
    record = documents.record_of(RECORD)
    assert record.request == REQUEST
    assert record.status is Status.PENDING
    assert record.deadline_at == NOW + timedelta(hours=1)


def test_another_question_with_the_same_id_is_rejected() -> None:
    documents.ensure_same(RECORD, REQUEST)
    with pytest.raises(Rejected, match="'r-1' is taken"):
        documents.ensure_same(RECORD, request(grade_level="7"))


def test_progress_never_falls() -> None:
    ahead = RECORD | {"progress_percentage": 60, "current_stage": "Rendering scenes (3 of 8)"}
    changes = documents.moved_on(ahead, Status.GENERATING, 45, "Recording the narration", LATER)
    assert changes == {"status": "generating", "updated_at": LATER}


def test_a_completed_record_says_so() -> None:
    changes = documents.moved_on(RECORD, Status.COMPLETED, 100, "Assembling the video", LATER)
    told = {"status": "completed", "progress_percentage": 100, "current_stage": "Completed", "completed_at": LATER}
    assert changes == changes | told


def test_a_failed_record_says_why() -> None:
    told = {"code": "no_source_material", "message": "Nothing found.", "stage": "retrieve_content"}
    changes = documents.ended(RequestError.model_validate(told), 0.0123456789, LATER)
    assert changes["error"] == told | {"last_error": None}
    assert changes["cost_usd"] == 0.012346


def test_the_key_of_a_work_has_a_place_for_every_scene() -> None:
    assert KEY.document == "render_scene-04"
    assert WorkKey(request_id="r-1", stage="write_script").document == "write_script"
