from contextlib import suppress

import pytest

from functions.ingest_resource.indexing import follow
from shared.errors import DaySpent, Unavailable
from shared.objects import notification_of

from .conftest import COLLECTION, FakeCloud

LIGHT = "---\ntitle: Light\nlicence: CC BY 4.0\nauthor: A\n---\n## One\nLight is quick.\n## Two\nSound is slow.\n"
COLOUR = LIGHT.replace("title: Light", "title: Colour")
MODULE = """<document xmlns="http://cnx.rice.edu/cnxml"><title>Speed</title><content><section><title>What it is</title>
<para>Speed tells how far something moves in a certain time, whatever way it goes, and it has no direction.</para>
</section></content></document>"""
BOOK = "book/collections/physics.collection.xml"
PLACE = "book/modules/m2/index.cnxml"


def upload(cloud: FakeCloud, content: str | bytes, path: str = "light.md", content_type: str = "") -> None:
    cloud.oer.put(path, content, content_type)
    follow(path, cloud)


def test_a_resource_that_is_put_there_is_indexed(cloud: FakeCloud) -> None:
    upload(cloud, LIGHT)
    assert [passage.heading for passage in cloud.library.passages["light"]] == ["One", "Two"]


def test_uploading_again_replaces_all_of_it(cloud: FakeCloud) -> None:
    upload(cloud, LIGHT)
    upload(cloud, COLOUR.split("## Two")[0])
    assert [passage.source.title for passage in cloud.library.passages["light"]] == ["Colour"]


def test_a_resource_that_is_deleted_goes(cloud: FakeCloud) -> None:
    upload(cloud, LIGHT)
    del cloud.oer.objects["light.md"]
    follow("light.md", cloud)
    follow("light.md", cloud)
    assert cloud.library.passages == {}


def test_a_notification_of_a_deletion_that_comes_late_removes_nothing(cloud: FakeCloud) -> None:
    cloud.oer.put("light.md", LIGHT)
    del cloud.oer.objects["light.md"]
    upload(cloud, LIGHT)
    follow("light.md", cloud)
    assert "light" in cloud.library.passages


def test_a_new_version_that_is_refused_takes_the_old_one_away_and_says_why(cloud: FakeCloud) -> None:
    upload(cloud, LIGHT)
    upload(cloud, LIGHT.replace("CC BY 4.0", "CC BY-NC 4.0"))
    assert cloud.library.passages == {}
    assert "CC BY-NC 4.0" in cloud.library.failed["light"]


def test_an_object_that_changes_meanwhile_is_asked_for_again(cloud: FakeCloud) -> None:
    cloud.oer.put("light.md", LIGHT)
    cloud.model.after_embedding = lambda: cloud.oer.put("light.md", COLOUR)
    with pytest.raises(Unavailable, match=r"light\.md changed"):
        follow("light.md", cloud)


def test_a_resource_waits_when_the_day_has_cost_enough_and_what_is_known_of_it_stays(cloud: FakeCloud) -> None:
    def spent() -> None:
        raise DaySpent

    upload(cloud, LIGHT)
    cloud.model.after_embedding = spent
    upload(cloud, COLOUR)
    assert cloud.library.sources["light"].title == "Light"
    assert cloud.library.failed == {}
    [waiting] = cloud.catalogue.waiting(10)
    assert (waiting.fields["uri"], waiting.fields["status"]) == ("gs://oer/light.md", "waiting")


@pytest.mark.parametrize("error", [None, DaySpent(), OSError()])
def test_what_embedding_a_resource_cost_is_part_of_the_days_cost(cloud: FakeCloud, error: Exception | None) -> None:
    def pay() -> None:
        cloud.meter.add(embedded_characters=1_000_000)
        if error:
            raise error

    cloud.model.after_embedding = pay
    with suppress(OSError):
        upload(cloud, LIGHT)
    assert cloud.spending.today() == pytest.approx(0.025, rel=0.01)


def test_an_object_that_is_too_large_is_refused_before_it_is_read(cloud: FakeCloud) -> None:
    cloud.oer.put("light.md", b"x" * 2_000_001)
    cloud.oer.read = None
    follow("light.md", cloud)
    assert "2000001 bytes" in cloud.library.failed["light"]


def test_a_format_may_be_known_by_its_content_type(cloud: FakeCloud) -> None:
    upload(cloud, LIGHT, "light", "text/markdown; charset=utf-8")
    assert "light" in cloud.library.passages


def test_a_picture_leaves_no_trace(cloud: FakeCloud) -> None:
    upload(cloud, b"PNG", "book/media/a.png")
    assert (cloud.library.passages, cloud.library.failed) == ({}, {})


def test_a_module_that_comes_before_its_book_is_read_again_when_the_book_comes(cloud: FakeCloud) -> None:
    upload(cloud, MODULE, PLACE)
    assert "names no licence" in cloud.library.failed["book-modules-m2-index.cnxml"]
    upload(cloud, COLLECTION, BOOK)
    [message] = cloud.publisher.published
    assert message.data
    assert (message.topic, message.attributes) == ("objects-finalized", notification_of(PLACE, "oer"))
    follow(message.attributes["objectId"], cloud)
    source = cloud.library.sources["book-modules-m2-index.cnxml"]
    assert (source.title, source.collection, source.author) == ("Speed", "Physics", "Ada Low, Ben High")
    assert (source.licence, source.subject, source.grade_band) == ("CC BY 4.0", "physics", "9-12")
    assert cloud.library.passages["book-modules-m2-index.cnxml"][0].path == ["Motion"]


def test_when_a_book_is_deleted_its_modules_lose_their_licence(cloud: FakeCloud) -> None:
    cloud.oer.put(PLACE, MODULE)
    cloud.oer.put(BOOK, COLLECTION)
    follow(PLACE, cloud)
    del cloud.oer.objects[BOOK]
    follow(BOOK, cloud)
    for message in cloud.publisher.published:
        follow(message.attributes["objectId"], cloud)
    assert cloud.library.passages == {}


def test_a_collection_file_that_cannot_be_read_says_so_until_it_can(cloud: FakeCloud) -> None:
    upload(cloud, "<a>", BOOK)
    [reason] = cloud.library.failed.values()
    assert "not well-formed" in reason
    upload(cloud, COLLECTION, BOOK)
    assert cloud.library.failed == {}
