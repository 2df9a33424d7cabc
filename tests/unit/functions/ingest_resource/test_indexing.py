import pytest

from functions.ingest_resource.indexing import follow
from shared.errors import Unavailable

from .conftest import COLLECTION, FakeCloud

PAGE = "---\ntitle: {title}\nlicence: CC BY 4.0\nauthor: A\n---\n## One\nLight is quick.\n## Two\nSound is slow.\n"
MODULE = """<document xmlns="http://cnx.rice.edu/cnxml"><title>Speed</title><content><section><title>What it is</title>
<para>Speed tells how far something moves in a certain time, whatever way it goes, and it has no direction.</para>
</section></content></document>"""
BOOK = "book/collections/physics.collection.xml"
PLACE = "book/modules/m2/index.cnxml"


def test_a_resource_that_is_put_there_is_indexed(cloud: FakeCloud) -> None:
    cloud.oer.put("light.md", PAGE.format(title="Light"))
    follow("light.md", cloud)
    assert [passage.heading for passage in cloud.library.passages["light"]] == ["One", "Two"]


def test_uploading_again_replaces_all_of_it(cloud: FakeCloud) -> None:
    cloud.oer.put("light.md", PAGE.format(title="Light"))
    follow("light.md", cloud)
    cloud.oer.put("light.md", PAGE.format(title="Colour").split("## Two")[0])
    follow("light.md", cloud)
    assert [passage.source.title for passage in cloud.library.passages["light"]] == ["Colour"]


def test_a_resource_that_is_deleted_goes(cloud: FakeCloud) -> None:
    cloud.oer.put("light.md", PAGE.format(title="Light"))
    follow("light.md", cloud)
    del cloud.oer.objects["light.md"]
    follow("light.md", cloud)
    follow("light.md", cloud)
    assert cloud.library.passages == {}


def test_a_notification_of_a_deletion_that_comes_late_removes_nothing(cloud: FakeCloud) -> None:
    cloud.oer.put("light.md", PAGE.format(title="Light"))
    del cloud.oer.objects["light.md"]
    cloud.oer.put("light.md", PAGE.format(title="Light"))
    follow("light.md", cloud)
    follow("light.md", cloud)
    assert "light" in cloud.library.passages


def test_a_new_version_that_is_refused_takes_the_old_one_away_and_says_why(cloud: FakeCloud) -> None:
    cloud.oer.put("light.md", PAGE.format(title="Light"))
    follow("light.md", cloud)
    cloud.oer.put("light.md", PAGE.format(title="Light").replace("CC BY 4.0", "CC BY-NC 4.0"))
    follow("light.md", cloud)
    assert cloud.library.passages == {}
    assert "CC BY-NC 4.0" in cloud.library.failed["light"]


def test_an_object_that_changes_meanwhile_is_asked_for_again(cloud: FakeCloud) -> None:
    cloud.oer.put("light.md", PAGE.format(title="Light"))
    cloud.model.after_embedding = lambda: cloud.oer.put("light.md", PAGE.format(title="Colour"))
    with pytest.raises(Unavailable, match=r"light\.md changed"):
        follow("light.md", cloud)


def test_an_object_that_is_too_large_is_refused_before_it_is_read(cloud: FakeCloud) -> None:
    cloud.oer.put("light.md", b"x" * 2_000_001)
    cloud.oer.read = None  # type: ignore[assignment, method-assign]
    follow("light.md", cloud)
    assert "2000001 bytes" in cloud.library.failed["light"]


def test_a_format_may_be_known_by_its_content_type(cloud: FakeCloud) -> None:
    cloud.oer.put("light", PAGE.format(title="Light"), "text/markdown; charset=utf-8")
    follow("light", cloud)
    assert "light" in cloud.library.passages


def test_a_picture_leaves_no_trace(cloud: FakeCloud) -> None:
    cloud.oer.put("book/media/a.png", b"PNG")
    follow("book/media/a.png", cloud)
    assert (cloud.library.passages, cloud.library.failed) == ({}, {})


def test_a_module_that_comes_before_its_book_is_read_again_when_the_book_comes(cloud: FakeCloud) -> None:
    cloud.oer.put(PLACE, MODULE)
    follow(PLACE, cloud)
    assert "names no licence" in cloud.library.failed["book-modules-m2-index.cnxml"]
    cloud.oer.put(BOOK, COLLECTION)
    follow(BOOK, cloud)
    [message] = cloud.publisher.published
    assert message.topic == "objects-finalized"
    assert message.data
    assert message.attributes["objectId"] == PLACE
    assert (message.attributes["bucketId"], message.attributes["eventType"]) == ("oer", "OBJECT_FINALIZE")
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
    cloud.oer.put(BOOK, "<a>")
    follow(BOOK, cloud)
    [reason] = cloud.library.failed.values()
    assert "not well-formed" in reason
    cloud.oer.put(BOOK, COLLECTION)
    follow(BOOK, cloud)
    assert cloud.library.failed == {}
