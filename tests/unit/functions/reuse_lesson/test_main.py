import json
from typing import Any

import pytest

from functions.reuse_lesson.main import reuse_lesson
from shared import documents, paths
from shared.cost import Usage
from shared.erasing import erase, erase_student
from shared.errors import Unavailable
from shared.models.message import IncomingMessage
from shared.models.request import RequestError, Status
from shared.models.work import Finish, Spent
from shared.reuse import PATIENCE, REASONS_OF_THE_LESSON
from shared.stage import DECLARED, run
from tests.fakes.bucket import InProcessBucket
from tests.unit.examples import MESSAGE, AttemptCloud, claimed, record_of, request

STAGE = DECLARED[reuse_lesson.__name__]
KEY = "a-key"
LESSON = {
    "title": "Photosynthesis",
    "scene_count": 6,
    "sources": [{"title": "Plants"}],
    "result": {"duration_seconds": 60.0, "video": {"codec": "h264"}, "files": {"lesson.mp4": "gs://g/lessons/first/x"}},
}


@pytest.fixture
def cloud() -> AttemptCloud:
    cloud = AttemptCloud()
    for request_id in ("first", "second"):
        cloud.requests.accept(request(request_id=request_id), "api", MESSAGE)
        cloud.store.update(f"content_requests/{request_id}", {"reuse_key": KEY})
    cloud.reuse.lead(KEY, "first")
    return cloud


def complete(cloud: AttemptCloud, request_id: str = "first", text: str = "") -> None:
    for file in paths.LESSON_FILES:
        cloud.generated.create(paths.lesson(request_id, file), f"{text}{file}".encode(), "")
    spent = Spent(usage=Usage(), cost_usd=0.05)
    finish = Finish(output={}, record_fields=LESSON, status=Status.COMPLETED, message=None, spent=spent)
    cloud.ledger.finish(claimed(cloud, "assemble_video", request_id=request_id), finish)


def reuse(cloud: AttemptCloud) -> dict[str, Any]:
    message = IncomingMessage(message_id="m", data=json.dumps({"request_id": "second"}))
    run(STAGE, message, cloud)
    return record_of(cloud, "second")


def test_a_lesson_that_is_there_is_the_requests_own_at_once(cloud: AttemptCloud) -> None:
    complete(cloud)
    fields = reuse(cloud)
    assert (fields["status"], fields["progress_percentage"]) == ("completed", 100)
    assert (fields["reused"], fields["reused_from"]) == (True, "first")
    assert fields["current_stage"] == "Reused a lesson made before"
    assert fields["title"] == "Photosynthesis"
    assert fields["result"]["duration_seconds"] == 60.0
    for file, address in fields["result"]["files"].items():
        assert cloud.generated.read(address.removeprefix(f"gs://{cloud.generated.name}/")) == file.encode()
        assert address.endswith(f"/lessons/second/{file}")
    assert fields["cost_usd"] < 0.0001
    assert cloud.requests.events("second")[-1]["kind"] == "reused"
    assert cloud.publisher.published == []


def test_deleting_the_first_lesson_leaves_the_second_whole(cloud: AttemptCloud) -> None:
    complete(cloud)
    reuse(cloud)
    for path in cloud.generated.paths_under(paths.lesson_folder("first")):
        cloud.generated.delete(path)
    assert len(cloud.generated.paths_under(paths.lesson_folder("second"))) == len(paths.LESSON_FILES)


def test_a_lesson_that_is_being_made_is_waited_for_and_then_reused(cloud: AttemptCloud) -> None:
    fields = reuse(cloud)
    assert fields["current_stage"] == "Waiting for this lesson, which is being made already"
    complete(cloud)
    assert [json.loads(message.data) for message in cloud.reuse.followers(KEY)] == [{"request_id": "second"}]
    assert reuse(cloud)["status"] == "completed"


@pytest.mark.parametrize("missing", paths.LESSON_FILES)
def test_a_lesson_that_is_not_whole_any_more_is_made_anew_with_no_part_of_it(cloud: AttemptCloud, missing: str) -> None:
    complete(cloud)
    cloud.generated.delete(paths.lesson("first", missing))
    assert reuse(cloud)["status"] == "generating"
    assert cloud.generated.paths_under(paths.lesson_folder("second")) == []
    assert [message.topic for message in cloud.publisher.published] == ["content-retrieved"]
    assert cloud.reuse.lead(KEY, "second") is None


def copy_a_part(cloud: AttemptCloud, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have an attempt copy two files of the first lesson and fail, and the first request be erased."""
    copied = iter((True, True))

    def copy(path: str, to: str) -> bool:
        if not next(copied, False):
            raise Unavailable("503")
        return InProcessBucket.copy(cloud.generated, path, to)

    complete(cloud)
    with monkeypatch.context() as patch:
        patch.setattr(cloud.generated, "copy", copy)
        with pytest.raises(Unavailable):
            reuse(cloud)
    assert len(cloud.generated.paths_under(paths.lesson_folder("second"))) == 2
    erase("first", cloud)


def test_a_part_of_a_lesson_is_not_completed_with_another_one(
    cloud: AttemptCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_a_part(cloud, monkeypatch)
    cloud.requests.accept(request(request_id="third"), "api", MESSAGE)
    cloud.reuse.lead(KEY, "third")
    complete(cloud, "third", "other ")
    assert reuse(cloud)["reused_from"] == "third"
    for file in paths.LESSON_FILES:
        assert cloud.generated.read(paths.lesson("second", file)) == f"other {file}".encode()


def test_a_part_of_a_lesson_does_not_stay_where_the_own_one_is_made(
    cloud: AttemptCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_a_part(cloud, monkeypatch)
    assert reuse(cloud)["status"] == "generating"
    assert cloud.generated.paths_under(paths.lesson_folder("second")) == []


def test_who_waits_for_a_request_that_fails_makes_the_lesson(cloud: AttemptCloud) -> None:
    reuse(cloud)
    cloud.requests.fail("first", documents.too_often("write_script", None))
    assert reuse(cloud)["status"] == "generating"
    assert [message.topic for message in cloud.publisher.published] == ["content-retrieved"]


def refuse(cloud: AttemptCloud, code: str) -> bool:
    """Have the first request end with a reason, and return whether those that wait are to be told."""
    error = RequestError(code=code, message="Ask for a shorter lesson.", stage="write_script")
    claim = claimed(cloud, "write_script", request_id="first")
    return cloud.ledger.refuse(claim, error, Spent(usage=Usage(), cost_usd=0.0))


@pytest.mark.parametrize("code", sorted(REASONS_OF_THE_LESSON))
def test_who_waits_for_a_lesson_that_is_refused_is_told_the_same(cloud: AttemptCloud, code: str) -> None:
    reuse(cloud)
    assert refuse(cloud, code)
    assert len(cloud.reuse.followers(KEY)) == 1
    error = reuse(cloud)["error"]
    assert (error["code"], error["message"]) == (code, "Ask for a shorter lesson.")
    assert cloud.publisher.published == []


@pytest.mark.parametrize("code", ["daily_cost_limit", "request_cost_limit", "blocked_by_model"])
def test_a_reason_that_is_not_the_lessons_ends_nobody_else(cloud: AttemptCloud, code: str) -> None:
    reuse(cloud)
    assert not refuse(cloud, code)
    assert reuse(cloud)["status"] == "generating"
    assert cloud.reuse.lead(KEY, "second") is None


def test_a_refusal_of_one_who_does_not_lead_ends_nobody_else(cloud: AttemptCloud) -> None:
    cloud.store.update("lesson_reuse/a-key", {"request_id": "another"})
    assert not refuse(cloud, "not_enough_material")


def test_a_lesson_that_was_refused_is_tried_again_later(cloud: AttemptCloud) -> None:
    refuse(cloud, "not_enough_material")
    cloud.wait(seconds=PATIENCE.total_seconds())
    assert reuse(cloud)["status"] == "generating"
    assert cloud.reuse.lead(KEY, "second") is None


def test_what_another_student_asked_is_not_on_the_record(cloud: AttemptCloud) -> None:
    complete(cloud)
    cloud.store.update("content_requests/first", {"student_query": "My name is Ada", "student_id": "ada"})
    fields = reuse(cloud)
    assert "Ada" not in str(fields)
    assert fields["student_id"] == "s-1"


def test_a_student_whose_lesson_others_reused_is_erased_and_the_others_keep_it(cloud: AttemptCloud) -> None:
    complete(cloud)
    cloud.store.update("content_requests/first", {"student_query": "My name is Ada", "student_id": "ada"})
    before = reuse(cloud)
    assert erase_student("ada", cloud) == ["first"]
    assert record_of(cloud, "second") == before
    assert len(cloud.generated.paths_under("")) == len(paths.LESSON_FILES)
    assert "ada" not in str(cloud.store._documents).lower()
    assert cloud.reuse.lead(KEY, "third") is None  # what was erased is reused no more


def test_who_waits_for_a_request_that_is_erased_makes_the_lesson(cloud: AttemptCloud) -> None:
    reuse(cloud)
    cloud.store.update("content_requests/first", {"student_id": "ada"})
    assert erase_student("ada", cloud) == ["first"]
    assert reuse(cloud)["status"] == "generating"
    assert [message.topic for message in cloud.publisher.published] == ["content-retrieved"]
