"""One lesson through all functions, each in its own process from its own bundle, from the message to the files."""

import json
from pathlib import Path

import av
import pytest
import webvtt
from google.cloud.pubsub_v1 import PublisherClient

from infra.local.stack import PROJECT, Stack
from infra.operate.checks import metrics_checks
from shared import paths
from shared.cloud import Cloud
from shared.models.request import ContentRecord
from shared.models.work import OutgoingMessage
from tests.stacks import ended, eventually

pytestmark = pytest.mark.e2e

CHAIN = ["extract_topic", "retrieve_content", "write_script", "narrate_scenes", "render_scene", "assemble_video"]
QUESTION = {
    "request_id": "e2e-photosynthesis",
    "student_id": "student-1",
    "student_query": "Explain photosynthesis for 8th grade students",
    "grade_level": "8",
    "duration_minutes": 1,
}


def publish(cloud: Cloud, data: str) -> None:
    cloud.publisher.publish([OutgoingMessage(topic="content-generation-requests", data=data)])


@pytest.fixture
def lesson(cloud: Cloud, tmp_path_factory: pytest.TempPathFactory) -> tuple[ContentRecord, Path]:
    """Ask once for all tests here: the same message again makes nothing twice."""
    publish(cloud, json.dumps(QUESTION))
    record = ended(cloud, str(QUESTION["request_id"]))
    folder = tmp_path_factory.mktemp("lesson")
    for file in paths.LESSON_FILES:
        cloud.generated.read_to_file(paths.lesson(record.request.request_id, file), folder / file)
    return record, folder


def test_the_record_tells_a_person_everything(lesson: tuple[ContentRecord, Path]) -> None:
    fields = lesson[0].fields
    assert fields["status"] == "completed"
    assert fields["origin"] == "pubsub"
    assert fields["progress_percentage"] == 100
    assert fields["current_stage"] == "Completed"
    assert fields["topic"] == "photosynthesis"
    assert fields["sources"][0]["licence"] == "CC BY 4.0"
    assert 0 < fields["cost_usd"] < 0.05
    assert set(fields["result"]["files"]) == set(paths.LESSON_FILES)
    assert fields["created_at"] < fields["completed_at"] <= fields["updated_at"]


def test_every_stage_was_done_once(cloud: Cloud, lesson: tuple[ContentRecord, Path]) -> None:
    record, _ = lesson
    stages = cloud.requests.stages(record.request.request_id)
    assert {stage["stage"] for stage in stages.values()} == set(CHAIN)
    assert {stage["status"] for stage in stages.values()} == {"done"}
    assert {stage["attempt"] for stage in stages.values()} == {1}
    assert not [key for key, stage in stages.items() if stage["unsent"]]
    scenes = [stage["scene"] for stage in stages.values() if stage["scene"] is not None]
    assert sorted(scenes) == list(range(record.fields["scene_count"]))
    assert record.fields["cost_usd"] == pytest.approx(sum(stage["cost_usd"] for stage in stages.values()), abs=1e-5)


def test_what_each_piece_of_work_took_is_counted(cloud: Cloud, lesson: tuple[ContentRecord, Path]) -> None:
    record, _ = lesson
    request_id = record.request.request_id
    metrics = cloud.requests.metrics(request_id)
    found = metrics_checks(metrics, cloud.requests.stages(request_id), record.fields["cost_usd"])
    assert [check for check in found if not check.is_right] == []
    assert all(0 <= each["queue_seconds"] < 240 for each in metrics.values())
    assert metrics["narrate_scenes"]["usage"]["spoken_characters"] > 0


def test_the_events_follow_each_other(cloud: Cloud, lesson: tuple[ContentRecord, Path]) -> None:
    events = cloud.requests.events(lesson[0].request.request_id)
    assert events[0]["kind"] == "accepted"
    assert (events[-1]["kind"], events[-1]["stage"]) == ("finished", "assemble_video")
    starts = [event["stage"] for event in events if event["kind"] == "started"]
    assert list(dict.fromkeys(starts)) == CHAIN


def test_the_video_is_what_a_player_expects(lesson: tuple[ContentRecord, Path]) -> None:
    record, folder = lesson
    with av.open(str(folder / "lesson.mp4")) as file:
        picture, sound = file.streams.video[0], file.streams.audio[0]
        assert (picture.codec_context.name, picture.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert (picture.codec_context.width, picture.codec_context.height) == (1920, 1080)
        assert sound.codec_context.name == "aac"
        seconds = float(picture.duration * picture.time_base)
        assert seconds == pytest.approx(60, rel=0.1)
        assert float(sound.duration * sound.time_base) == pytest.approx(seconds, abs=1 / 30)
        assert seconds == pytest.approx(record.fields["result"]["duration_seconds"], abs=1 / 30)
        told = [scene["heading"] for scene in json.loads((folder / "lesson.json").read_text("utf-8"))["chapters"]]
        assert [chapter["metadata"]["title"] for chapter in file.chapters()] == told
    content = (folder / "lesson.mp4").read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_the_lesson_is_as_loud_as_it_should_be(lesson: tuple[ContentRecord, Path]) -> None:
    video = lesson[0].fields["result"]["video"]
    assert video["loudness"] == pytest.approx(-16, abs=1)
    assert video["true_peak"] < -1


def test_the_captions_say_what_the_script_says(lesson: tuple[ContentRecord, Path]) -> None:
    _, folder = lesson
    script = json.loads((folder / "lesson.json").read_text("utf-8"))["script"]
    said = " ".join(sentence for scene in script["scenes"] for sentence in scene["narration"])
    captions = webvtt.read(str(folder / "captions.vtt"))
    assert " ".join(caption.text.replace("\n", " ") for caption in captions) == said
    assert all(len(caption.lines) <= 2 and max(map(len, caption.lines)) <= 42 for caption in captions)
    assert all(1 <= caption.end_in_seconds - caption.start_in_seconds <= 7 for caption in captions)


def test_the_transcript_names_its_sources(lesson: tuple[ContentRecord, Path]) -> None:
    transcript = (lesson[1] / "transcript.md").read_text("utf-8")
    assert "## Sources" in transcript
    assert "Vividly contributors" in transcript
    assert "CC BY 4.0" in transcript


def test_the_same_message_again_makes_nothing_twice(cloud: Cloud, lesson: tuple[ContentRecord, Path]) -> None:
    request_id = lesson[0].request.request_id
    before = cloud.requests.events(request_id)
    publish(cloud, json.dumps(QUESTION))
    after_it = json.dumps({"request_id": "e2e-after-it"})
    publish(cloud, after_it)
    eventually(lambda: reason_of(cloud, after_it))
    assert cloud.requests.events(request_id) == before


def test_a_question_that_the_library_cannot_answer_ends_with_the_nearest_topics(cloud: Cloud) -> None:
    asked = QUESTION | {"request_id": "e2e-castles", "student_query": "Explain how medieval castles were built"}
    publish(cloud, json.dumps(asked))
    error = ended(cloud, "e2e-castles").fields["error"]
    assert error["code"] == "no_source_material"
    assert error["stage"] == "retrieve_content"
    assert "The nearest topics that we have are: " in error["message"]


def reason_of(cloud: Cloud, text: str) -> str:
    """Return why a message whose data or one of its attributes is this text is kept; nothing where none is."""
    found = [message.fields for message in cloud.store.children("rejected_messages")]
    return next((one["reason"] for one in found if text in (one["data"], *one["attributes"].values())), "")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("not json", "not JSON"),
        ("[]", "not an object"),
        ('{"request_id": "e2e-nobody"}', "no request has the id"),
        (json.dumps(QUESTION | {"request_id": "a/b"}), "request_id: "),
        (json.dumps(QUESTION | {"grade_level": "99"}), "grade_level: "),
        (json.dumps(QUESTION | {"duration_minutes": 60}), "duration_minutes: "),
        (json.dumps(QUESTION | {"student_query": "x" * 5_000}), "student_query: "),
        (
            json.dumps(QUESTION | {"student_query": "Explain something else"}),
            "is taken by a request with other content",
        ),
    ],
)
def test_a_message_that_nobody_can_work_on_is_kept_with_the_reason(
    cloud: Cloud, lesson: tuple[ContentRecord, Path], data: str, reason: str
) -> None:
    publish(cloud, data)
    assert reason in eventually(lambda: reason_of(cloud, data))


@pytest.mark.parametrize(
    ("data", "attributes", "shown", "reason"),
    [
        (b'{"request_id": "\xff\xfe"}', {}, '{"request_id": "\\xff\\xfe"}', "not JSON in UTF-8"),
        (b"", {"why": "no-data-at-all"}, "no-data-at-all", "not JSON in UTF-8"),
    ],
)
def test_bytes_that_are_no_message_are_kept_too(
    stack: Stack, cloud: Cloud, data: bytes, attributes: dict[str, str], shown: str, reason: str
) -> None:
    publisher = PublisherClient()
    publisher.publish(publisher.topic_path(PROJECT, "content-generation-requests"), data, **attributes).result()
    assert reason in eventually(lambda: reason_of(cloud, shown))


def test_a_notification_of_another_object_is_left_alone(cloud: Cloud) -> None:
    before = len(cloud.store.children("rejected_messages"))
    cloud.temporary.create("scenes/nobody/00.mp4", b"no video", "video/mp4")
    cloud.temporary.create("narration/not-a-scene", b"no sound", "audio/wav")
    of_a_scene = paths.narration("e2e-nobody", 0)
    cloud.temporary.create(of_a_scene, b"no sound", "audio/wav")
    assert "no request has the id" in eventually(lambda: reason_of(cloud, of_a_scene))
    assert len(cloud.store.children("rejected_messages")) == before + 1


def test_a_resource_that_cannot_be_read_says_why(cloud: Cloud) -> None:
    cloud.oer.create("e2e/broken.md", b"no front matter", "text/markdown")
    found = eventually(lambda: cloud.store.read("resources/e2e-broken")) or {}
    assert found["status"] == "failed"
    assert "names no licence" in found["reason"]
