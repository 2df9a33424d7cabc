import pytest

from functions.recover_stalled.core import RESOURCES_A_TICK, recover
from shared.cost import Usage
from shared.errors import Unavailable
from shared.models.work import Claim, OutgoingMessage, Spent, WorkKey
from shared.objects import resource_changed
from shared.reuse import PATIENCE
from tests.fakes.cloud import InProcessCloud
from tests.unit.examples import MESSAGE, claimed, record_of, request


@pytest.fixture
def cloud() -> InProcessCloud:
    return InProcessCloud()


def accept(cloud: InProcessCloud, request_id: str = "r-1") -> None:
    assert cloud.requests.accept(request(request_id=request_id), "api", MESSAGE)


def test_a_message_that_was_never_sent_is_sent_once(cloud: InProcessCloud) -> None:
    accept(cloud)
    cloud.wait(minutes=1)
    recover(cloud)
    recover(cloud)
    assert cloud.publisher.published == [MESSAGE]


def test_a_request_past_its_deadline_ends_with_the_reason(cloud: InProcessCloud) -> None:
    accept(cloud)
    cloud.wait(minutes=cloud.settings.request_deadline_minutes)
    recover(cloud)
    record = record_of(cloud)
    assert (record["status"], record["error"]["code"]) == ("failed", "deadline_exceeded")
    assert cloud.publisher.published == []


def test_a_cancelled_request_leaves_nothing_behind(cloud: InProcessCloud) -> None:
    accept(cloud)
    claimed(cloud, "extract_topic")
    cloud.requests.cancel("r-1")
    cloud.temporary.create("scripts/r-1.json", b"{}", "application/json")
    cloud.temporary.create("scripts/r-10.json", b"{}", "application/json")
    recover(cloud)
    cloud.temporary.create("narration/r-1/00", b"late", "audio/wav")
    cloud.generated.create("lessons/r-1/lesson.mp4", b"late", "video/mp4")
    cloud.wait(hours=1)
    recover(cloud)
    assert cloud.temporary.paths_under("") == ["scripts/r-10.json"]
    assert cloud.generated.paths_under("") == []
    assert cloud.records.to_clean_up() == []


def test_an_attempt_outlives_the_deadline_of_a_request_that_was_cancelled_and_leaves_nothing(
    cloud: InProcessCloud,
) -> None:
    accept(cloud)
    cloud.wait(minutes=cloud.settings.request_deadline_minutes - 1)
    claimed(cloud, "assemble_video")
    cloud.requests.cancel("r-1")
    cloud.wait(minutes=2)
    recover(cloud)
    cloud.generated.create("lessons/r-1/lesson.mp4", b"late", "video/mp4")
    cloud.wait(minutes=30)
    recover(cloud)
    assert cloud.generated.paths_under("") == []
    assert cloud.records.to_clean_up() == []


def test_one_request_that_cannot_be_helped_does_not_keep_others_waiting(cloud: InProcessCloud) -> None:
    accept(cloud, "r-1")
    accept(cloud, "r-2")
    stage = "content_requests/r-1/request_stages/submit_request"
    cloud.store.transact(lambda change: change.update(stage, {"outbox": "nonsense"}))
    cloud.wait(minutes=1)
    with pytest.raises(Unavailable, match="1 could not be helped, the first of them r-1"):
        recover(cloud)
    assert cloud.publisher.published == [MESSAGE]


def follow(cloud: InProcessCloud) -> OutgoingMessage:
    """Have r-2 wait for the lesson of r-1, and return the message that it was asked with."""
    accept(cloud, "r-1")
    accept(cloud, "r-2")
    for request_id in ("r-1", "r-2"):
        cloud.ledger.mark_sent(WorkKey(request_id=request_id, stage="submit_request"))
    cloud.reuse.lead("a-key", "r-1")
    message = OutgoingMessage(topic="lesson-known", data='{"request_id": "r-2"}')
    claim = cloud.ledger.claim(WorkKey(request_id="r-2", stage="reuse_lesson"), message, None)
    assert isinstance(claim, Claim)
    assert cloud.ledger.follow(claim, "a-key", Spent(usage=Usage(), cost_usd=0.0))
    return message


def test_who_waits_for_a_lesson_is_left_to_wait(cloud: InProcessCloud) -> None:
    follow(cloud)
    cloud.wait(minutes=5)
    recover(cloud)
    assert cloud.publisher.published == []


def test_who_waits_for_a_lesson_that_will_not_come_is_woken(cloud: InProcessCloud) -> None:
    message = follow(cloud)
    cloud.requests.cancel("r-1")
    cloud.wait(minutes=1)
    recover(cloud)
    assert cloud.publisher.published == [message]


def test_who_waits_for_a_request_that_stands_still_is_woken(cloud: InProcessCloud) -> None:
    message = follow(cloud)
    claimed(cloud, "extract_topic")
    cloud.wait(seconds=PATIENCE.total_seconds())
    recover(cloud)
    assert message in cloud.publisher.published


def waiting(cloud: InProcessCloud, *resources: str) -> None:
    for resource_id in resources:
        cloud.catalogue.mark_waiting(resource_id, f"gs://oer/{resource_id}.md", "The day has cost enough.")


def test_a_resource_that_waits_is_read_once_the_day_allows_it(cloud: InProcessCloud) -> None:
    cloud.store.set("spending/2026-01-01/shards/0", {"cost_usd": cloud.settings.maximum_cost_a_day_usd})
    waiting(cloud, "light")
    recover(cloud)
    assert cloud.publisher.published == []
    another_day = InProcessCloud()
    another_day.store.set("resources/light", cloud.store.read("resources/light"))
    recover(another_day)
    recover(another_day)
    assert another_day.publisher.published == [resource_changed("light.md", "oer")]


def test_resources_that_wait_are_read_some_at_a_time(cloud: InProcessCloud) -> None:
    waiting(cloud, *(f"r-{number}" for number in range(RESOURCES_A_TICK + 3)))
    recover(cloud)
    assert len(cloud.publisher.published) == RESOURCES_A_TICK
    recover(cloud)
    assert len({message.data for message in cloud.publisher.published}) == RESOURCES_A_TICK + 3


def test_a_resource_whose_message_is_not_sent_still_waits(cloud: InProcessCloud) -> None:
    waiting(cloud, "light")
    cloud.publisher.error = OSError()
    with pytest.raises(Unavailable, match="1 could not be helped, the first of them light"):
        recover(cloud)
    assert len(cloud.catalogue.waiting(10)) == 1
