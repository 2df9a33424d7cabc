import pytest

from functions.ingest_resource.beside import is_no_resource, look_beside, resources_beside, says_something_of_others
from shared.errors import Refused

from .conftest import COLLECTION, FakeBucket

MODULE = "book/modules/m2/index.cnxml"


@pytest.fixture
def bucket() -> FakeBucket:
    return FakeBucket()


@pytest.mark.parametrize(
    "path",
    [
        "book/collections/physics.collection.xml",
        "book/physics.collection.xml",
        "physics.collection.xml",
        "collections/physics.collection.xml",
        "book/modules/m2/physics.collection.xml",
    ],
)
def test_a_module_finds_its_book_in_any_folder_above(bucket: FakeBucket, path: str) -> None:
    bucket.put(path, COLLECTION)
    assert look_beside(MODULE, bucket).around.collection == "Physics"
    bucket.put(MODULE, "")
    assert MODULE in resources_beside(path, bucket)


def test_a_book_elsewhere_or_without_the_module_says_nothing_of_it(bucket: FakeBucket) -> None:
    bucket.put("other/collections/physics.collection.xml", COLLECTION)
    bucket.put("book/collections/physics.collection.xml", COLLECTION.replace('"m2"', '"m7"'))
    assert look_beside(MODULE, bucket).around.collection == ""


def test_of_several_books_the_one_that_holds_the_module_counts(bucket: FakeBucket) -> None:
    bucket.put("book/collections/a.collection.xml", COLLECTION.replace('"m2"', '"m7"'))
    bucket.put("book/collections/b.collection.xml", COLLECTION.replace("<md:title>Physics", "<md:title>Physics 2"))
    assert look_beside(MODULE, bucket).around.collection == "Physics 2"


def test_a_page_does_not_look_for_a_book(bucket: FakeBucket) -> None:
    bucket.put("physics.collection.xml", COLLECTION)
    assert look_beside("m2.html", bucket).around.licence == ""


def test_what_is_nearest_is_believed_first(bucket: FakeBucket) -> None:
    bucket.put("about.yaml", "licence: CC0\nauthor: Outer\nsubject: physics")
    bucket.put("a/about.yaml", "author: Inner\ngrade_band: 3-5")
    bucket.put("a/b/light.pdf.about.yaml", "title: Light")
    beside = look_beside("a/b/light.pdf", bucket)
    assert beside.of_file.title == "Light"
    assert (beside.around.author, beside.around.licence) == ("Inner", "CC0")
    assert (beside.around.grade_band, beside.around.subject) == ("3-5", "physics")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("licence: [", "is not YAML"),
        ("title: 2024-13-45", "month must be in"),
        ("title: !!bool abc", "'abc'"),
        ("- a", "not a list of fields"),
        ("license: CC BY", "license: Extra inputs"),
    ],
)
def test_what_cannot_be_read_beside_a_resource_is_named(bucket: FakeBucket, content: str, reason: str) -> None:
    bucket.put("a/about.yaml", content)
    with pytest.raises(Refused, match=reason) as caught:
        look_beside("a/light.pdf", bucket)
    assert "a/about.yaml" in caught.value.message


def test_an_about_file_speaks_of_its_folder_or_of_one_file(bucket: FakeBucket) -> None:
    for path in ("a/light.pdf", "a/b/sound.txt", "a/b/x.png", "a/b/about.yaml", "c.md", "a/light.pdf.about.yaml"):
        bucket.put(path, "")
    assert resources_beside("a/about.yaml", bucket) == ["a/b/sound.txt", "a/light.pdf"]
    assert resources_beside("a/light.pdf.about.yaml", bucket) == ["a/light.pdf"]
    assert resources_beside("a/b/x.txt.about.yaml", bucket) == []


@pytest.mark.parametrize("path", ["about.yaml", "a/about.yaml", "a/x.pdf.about.yaml", "c/physics.collection.xml"])
def test_files_that_speak_of_others_are_known_by_their_names(path: str) -> None:
    assert says_something_of_others(path)


@pytest.mark.parametrize("path", ["a/", "a/x.PNG", "LICENSE", "book/README.md", "a/.gitkeep", "a.css"])
def test_files_that_go_with_a_resource_are_none(path: str) -> None:
    assert is_no_resource(path)


@pytest.mark.parametrize("path", ["a/light.md", "a/light.pdf", "license-to-learn.md", "m1/index.cnxml", "a/light.exe"])
def test_other_files_are_looked_at(path: str) -> None:
    assert not is_no_resource(path)
    assert not says_something_of_others(path)
