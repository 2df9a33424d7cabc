import pytest

from functions.ingest_resource.collection import module_id_of, read_collection
from shared.errors import Refused

from .conftest import COLLECTION


def test_a_book_says_what_its_modules_do_not() -> None:
    about = read_collection(COLLECTION.encode(), "p.collection.xml").about_module("m2")
    assert (about.collection, about.chapter, about.author) == ("Physics", "Motion", "Ada Low, Ben High")
    assert about.licence == "http://creativecommons.org/licenses/by/4.0/"
    assert (about.language, about.grade_band) == ("en", "9-12")
    assert about.url == "https://openstax.org/details/books/physics"
    assert about.title == ""


def test_a_module_may_stand_outside_of_chapters_or_of_the_book() -> None:
    book = read_collection(COLLECTION.encode(), "p.collection.xml")
    first = book.about_module("m1")
    assert first.chapter == ""
    assert book.about_module("m9") is None


def test_authors_of_older_books_are_people_with_roles() -> None:
    old = COLLECTION.replace(' authors="Ada Low ,Ben High ,"', "").replace(
        "</col:metadata>",
        "<md:actors><md:person><md:fullname>Cy Old</md:fullname></md:person></md:actors></col:metadata>",
    )
    assert read_collection(old.replace("\n ", " ").encode(), "p.collection.xml").about.author == "Cy Old"


@pytest.mark.parametrize("content", [b"<a/>", b"<collection/>", b"<"])
def test_what_is_no_collection_file_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match=r"p\.collection\.xml is no"):
        read_collection(content, "p.collection.xml")


@pytest.mark.parametrize(
    ("path", "module"), [("book/modules/m1/index.cnxml", "m1"), ("m2.cnxml", "m2"), ("book/m3.cnxml", "m3")]
)
def test_a_modules_id_is_in_its_path(path: str, module: str) -> None:
    assert module_id_of(path) == module
